"""Handing a frozen revision to Bappeda, its remarks, and what becomes of them."""

from collections.abc import Iterable

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from audit.services import record
from core.retrying import retried
from core.versions import StaleSave, take_over
from renja.errors import PlanRefused, StaleEdit
from renja.remarks import telling
from renja.remarks.content import Spot
from renja.remarks.models import LONGEST, Examination, Remark, RemarkStep, Side, State
from renja.revisions import Revision
from stakeholders.models import Organization

# Where each side may bring a remark; Bappeda alone opens it again.
TARGETS = {Side.OFFICE: (State.FOLLOWED, State.DONE), Side.BAPPEDA: (State.OPEN, State.DONE)}


def side_of(examination: Examination, user) -> Side | None:
    """For whom this person speaks here; None for who only reads."""
    if (
        user.has_perm("renja.examine")
        and Examination.objects.of_examiner(user).filter(pk=examination.pk).exists()
    ):
        return Side.BAPPEDA
    return Side.OFFICE if user.has_perm("renja.edit") else None


@retried(PlanRefused)
@transaction.atomic
def hand_over(
    revision: Revision, *, actor, organization: Organization, note: str = "", due_on=None
) -> Examination:
    """Hand a frozen revision to the planning agency, also after it was withdrawn; its pemeriksa are told. Raises PlanRefused."""
    if not actor.has_perm("renja.edit"):
        raise PlanRefused(_("Hanya perencana yang menyerahkan Renja kepada Bappeda."))
    if not organization.is_planning_agency or not organization.is_active:
        raise PlanRefused(_("Pilih badan perencanaan yang masih aktif."))
    Revision.objects.select_for_update().defer("content").get(pk=revision.pk)
    before = Examination.objects.filter(revision=revision).first()
    given = {"organization": organization, "note": note, "due_on": due_on}
    if before and not before.is_withdrawn:
        if all(getattr(before, name) == value for name, value in given.items()):
            return before  # the form was sent twice
        raise PlanRefused(_("%(revision)s sudah diserahkan.") % {"revision": revision.name})
    examination = _again(before, given) if before else Examination.objects.create(revision=revision, **given)
    told = telling.tell_handed(examination)
    record("renja.hand_over", examination, actor=actor, data={"number": revision.number, "told": told})
    return examination


def _again(withdrawn: Examination, given: dict) -> Examination:
    """The same examination, handed over once more; what the agency had written comes back with it."""
    if withdrawn.organization != given["organization"] and withdrawn.remarks.exists():
        raise PlanRefused(
            _("Revisi ini memuat catatan %(agency)s. Serahkan kepada instansi itu, atau bekukan revisi baru.")
            % {"agency": withdrawn.organization}
        )
    for name, value in given.items():
        setattr(withdrawn, name, value)
    withdrawn.handed_at, withdrawn.withdrawn_at, withdrawn.withdrawn_reason = timezone.now(), None, ""
    withdrawn.save()
    return withdrawn


@retried(PlanRefused)
@transaction.atomic
def write_remarks(examination: Examination, *, actor, rows: Iterable[tuple[Spot, str]]) -> list[Remark]:
    """Keep remarks as drafts, all or none; the new ones. What says the same as a draft that is there is no second one.

    Raises PlanRefused.
    """
    _demand(examination, actor, Side.BAPPEDA)
    _lock(examination)
    told = {(str(spot.place), spot.ref, _checked(text)): spot for spot, text in rows}
    if not told:
        raise PlanRefused(_("Belum ada catatan yang ditulis."))
    there = set(examination.remarks.drafts().values_list("place", "ref", "text"))
    made = [
        Remark(examination=examination, place=place, ref=ref, label=spot.label, text=text)
        for (place, ref, text), spot in told.items()
        if (place, ref, text) not in there
    ]
    if not made:
        return []
    Remark.objects.bulk_create(made)
    record("renja.write_remarks", examination, actor=actor, data={"count": len(made)})
    return made


@retried(PlanRefused)
@transaction.atomic
def change_remark(remark: Remark, *, actor, seen: int, spot: Spot, text: str) -> Remark:
    """Another text or place for a draft. Raises StaleEdit when somebody was quicker, PlanRefused once it was sent."""
    locked = _draft(remark, actor)
    values = {"place": str(spot.place), "ref": spot.ref, "label": spot.label, "text": _checked(text)}
    try:
        changed = take_over(locked, values, version=seen)
    except StaleSave as stale:
        raise StaleEdit(stale.message, locked) from stale
    if not changed:
        return locked
    record("renja.change_remark", locked.examination, actor=actor, changed=changed)
    return locked


@retried(PlanRefused)
@transaction.atomic
def drop_remark(remark: Remark, *, actor) -> None:
    """Take a draft out."""
    locked = _draft(remark, actor)
    examination = locked.examination
    locked.delete()
    record("renja.drop_remark", examination, actor=actor)


@retried(PlanRefused)
@transaction.atomic
def answer_remark(remark: Remark, *, actor, seen: int, state: str, text: str) -> RemarkStep:
    """Note what was done about a remark, or that it is not enough yet; the other side hears of it with the batch.

    Raises StaleEdit when somebody said something meanwhile.
    """
    side = _demand(remark.examination, actor, Side.OFFICE, Side.BAPPEDA)
    locked = _locked(remark)
    _check_in_hand(locked.examination)
    if locked.is_draft:
        raise PlanRefused(_("Catatan ini belum dikirim, sehingga belum dapat ditindaklanjuti."))
    last = locked.steps.last()
    if last and (last.side, last.state, last.text) == (side, state, text.strip()):
        return last  # the form was sent twice
    if locked.version != seen:
        raise StaleEdit(_("Catatan ini sudah diperbarui orang lain. Baca dahulu, lalu simpan lagi."), locked)
    if state not in TARGETS[side]:
        raise PlanRefused(_("Status itu tidak tersedia bagi Anda."))
    if not text.strip() and not (side == Side.BAPPEDA and state == State.DONE):
        raise PlanRefused(_("Tulis uraiannya."))
    step = RemarkStep.objects.create(remark=locked, side=side, state=state, text=_fitting(text))
    locked.state = state
    locked.version += 1
    locked.save(update_fields=["state", "version"])
    record(
        "renja.answer_remark", remark.examination, actor=actor, data={"number": locked.number, "state": state}
    )
    return step


@retried(PlanRefused)
@transaction.atomic
def send_batch(examination: Examination, *, actor) -> tuple[int, int]:
    """What this side wrote goes to the other one, which is told once; (remarks, further steps) that went.

    Drafts get their numbers. Raises PlanRefused where there is nothing to send.
    """
    side = _demand(examination, actor, Side.OFFICE, Side.BAPPEDA)
    _lock(examination)
    now = timezone.now()
    remarks = _number_drafts(examination, now) if side == Side.BAPPEDA else 0
    steps = RemarkStep.objects.untold(examination, side).update(told_at=now)
    if not remarks and not steps:
        raise PlanRefused(_("Belum ada yang baru untuk dikirim."))
    mark = f"{side}:{now.timestamp()}"
    if side == Side.BAPPEDA:
        told = telling.tell_remarks(examination, remarks, steps, mark)
    else:
        told = telling.tell_answers(examination, steps, mark)
    data = {"remarks": remarks, "steps": steps, "told": told}
    record("renja.send_remarks", examination, actor=actor, data=data)
    return remarks, steps


def _number_drafts(examination: Examination, now) -> int:
    last = examination.remarks.aggregate(last=Max("number"))["last"] or 0
    drafts = list(examination.remarks.drafts().order_by("pk"))
    for number, remark in enumerate(drafts, start=last + 1):
        remark.number, remark.sent_at = number, now
    Remark.objects.bulk_update(drafts, ["number", "sent_at"])
    return len(drafts)


def _demand(examination: Examination, actor, *sides: Side) -> Side:
    side = side_of(examination, actor)
    if side not in sides:
        raise PlanRefused(_("Anda tidak berwenang mengubah catatan pemeriksaan ini."))
    return side


def _lock(examination: Examination) -> None:
    _check_in_hand(Examination.objects.select_for_update().get(pk=examination.pk))


def _check_in_hand(examination: Examination) -> None:
    if examination.is_withdrawn:
        raise PlanRefused(_("Penyerahan ini sudah ditarik, sehingga catatannya tidak dapat diubah."))


def _locked(remark: Remark) -> Remark:
    rows = Remark.objects.select_for_update(of=("self",)).select_related(
        "examination__organization", "examination__revision__renja__forum"
    )
    rows = rows.defer("examination__revision__content")
    found = rows.filter(pk=remark.pk).first()
    if found is None:
        raise PlanRefused(_("Catatan ini sudah dihapus."))
    return found


def _draft(remark: Remark, actor) -> Remark:
    """The locked row, as long as it is a draft of this person's agency."""
    _demand(remark.examination, actor, Side.BAPPEDA)
    _lock(remark.examination)
    locked = _locked(remark)
    if not locked.is_draft:
        raise PlanRefused(_("Catatan ini sudah dikirim, sehingga tidak dapat diubah. Tulis catatan baru."))
    return locked


def _checked(text: str) -> str:
    if not text.strip():
        raise PlanRefused(_("Tulis catatannya."))
    return _fitting(text)


def _fitting(text: str) -> str:
    tidy = text.replace("\r\n", "\n").strip()
    if len(tidy) > LONGEST:
        raise PlanRefused(_("Uraian terlalu panjang: paling banyak %(n)d huruf.") % {"n": LONGEST})
    return tidy
