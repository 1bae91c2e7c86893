"""Writing berita acara and notulen before they are final: each change is one verb, kept in the record."""

from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from audit.models import Entry
from audit.services import record
from core.errors import NotAllowed
from core.versions import StaleSave, take_over
from forums.models import Forum
from meetings.models import Minutes, MinutesRemark, MinutesText, Signatory
from meetings.running import NOTED_AGAIN
from meetings.signers import suggested_signers

READ, MANAGE, SIGN = "meetings.read_minutes", "meetings.manage_minutes", "meetings.sign_minutes"


class MinutesRefused(NotAllowed):
    """Nothing was changed; the text says why."""


def current_minutes(forum: Forum, kind: str) -> Minutes:
    """The newest edition; not saved yet as long as nobody has changed anything."""
    found = Minutes.objects.newest_of(forum, kind) or Minutes(kind=kind)
    found.forum = forum
    return found


def locked_minutes(minutes: Minutes, actor, may: str = MANAGE) -> Minutes:
    """The stored row, made where there is none, with forum and row locked. Raises MinutesRefused."""
    forum = Forum.objects.select_for_update().get(pk=minutes.forum_id)
    if not actor.has_perm(may):
        raise MinutesRefused(_("Berita acara dan notulen dikelola oleh sekretariat."))
    row, _new = Minutes.objects.get_or_create(forum=forum, kind=minutes.kind, edition=minutes.edition)
    locked = Minutes.objects.select_for_update(of=("self",)).get(pk=row.pk)
    locked.forum = forum
    return locked


def open_minutes(minutes: Minutes, actor, may: str = MANAGE) -> Minutes:
    """The same, where it may still be changed."""
    locked = locked_minutes(minutes, actor, may)
    if locked.is_final:
        raise MinutesRefused(
            _("Naskah ini sudah final dan tidak berubah lagi. Buat naskah pengganti bila ada yang salah.")
        )
    return locked


@transaction.atomic
def change_facts(minutes: Minutes, *, actor, values: dict[str, Any], version: int | None = None) -> Minutes:
    """Number, date and place. Raises StaleSave when they were changed meanwhile."""
    is_new = minutes.pk is None
    locked = open_minutes(minutes, actor)
    changed = take_over(locked, values, version=None if is_new and locked.version == 1 else version)
    if changed:
        record("minutes.change_facts", locked, actor=actor, changed=changed)
    return locked


@transaction.atomic
def write_text(minutes: Minutes, slug: str, *, actor, text: str, version: int | None = None) -> MinutesText:
    """Replace what the data says in one part. Raises StaleSave when somebody else wrote it meanwhile.

    It saves itself while somebody types: the record holds one entry for what one person writes within ten minutes.
    """
    locked = open_minutes(minutes, actor)
    row, is_new = MinutesText.objects.select_for_update().get_or_create(
        minutes=locked, slug=slug, defaults={"text": text, "edited_by": actor}
    )
    if is_new and version:
        raise StaleSave(row)  # it was put back to the data meanwhile; nothing of this stays
    changed = ["text"] if is_new else take_over(row, {"text": text}, version=version)
    if changed:
        row.edited_at, row.edited_by = timezone.now(), actor
        row.save(update_fields=["edited_at", "edited_by"])
        if not _written_lately(locked, slug, actor):
            record("minutes.write_text", locked, actor=actor, data={"section": slug})
    return row


def _written_lately(minutes: Minutes, slug: str, actor) -> bool:
    since = timezone.now() - NOTED_AGAIN
    lately = Entry.objects.about(minutes).filter(action="minutes.write_text", at__gt=since, actor=actor)
    return lately.filter(data__section=slug).exists()


@transaction.atomic
def reset_text(minutes: Minutes, slug: str, *, actor) -> None:
    """Let the data speak again in this part."""
    locked = open_minutes(minutes, actor)
    gone, _rows = locked.texts.filter(slug=slug).delete()
    if gone:
        record("minutes.reset_text", locked, actor=actor, data={"section": slug})


@transaction.atomic
def add_remark(minutes: Minutes, *, actor, text: str, slug: str = "") -> MinutesRemark:
    """What a colleague says about the draft."""
    locked = open_minutes(minutes, actor, READ)
    remark = MinutesRemark.objects.create(minutes=locked, slug=slug, text=text, written_by=actor)
    record("minutes.remark", remark, actor=actor, data={"section": slug})
    return remark


@transaction.atomic
def answer_remark(remark: MinutesRemark, *, actor, answer: str) -> MinutesRemark:
    open_minutes(remark.minutes, actor)
    locked = MinutesRemark.objects.select_for_update().get(pk=remark.pk)
    if locked.answer:
        raise MinutesRefused(_("Tanggapan ini sudah dijawab."))
    locked.answer, locked.answered_at, locked.answered_by = answer, timezone.now(), actor
    locked.save(update_fields=["answer", "answered_at", "answered_by"])
    record("minutes.answer_remark", locked, actor=actor)
    return locked


# --- Who signs ---------------------------------------------------------------------------------------


def adopt_signers(minutes: Minutes) -> None:
    """Keep the suggested signers of a locked, stored row as its own, where it has none yet."""
    if not minutes.signatories.exists():
        rows = suggested_signers(minutes)
        Signatory.objects.bulk_create(rows)


@transaction.atomic
def keep_signers(minutes: Minutes, *, actor) -> Minutes:
    """Take over the suggestion, to go on from there."""
    locked = open_minutes(minutes, actor)
    adopt_signers(locked)
    record("minutes.keep_signers", locked, actor=actor, data={"count": locked.signatories.count()})
    return locked


@transaction.atomic
def add_signer(minutes: Minutes, *, actor, values: dict[str, Any]) -> Signatory:
    """One more; without an order of their own they come last."""
    locked = open_minutes(minutes, actor)
    adopt_signers(locked)
    last = locked.signatories.order_by("-order").values_list("order", flat=True).first() or 0
    signer = Signatory.objects.create(minutes=locked, **values | {"order": values.get("order") or last + 1})
    record("minutes.add_signer", signer, actor=actor)
    return signer


@transaction.atomic
def change_signer(
    signer: Signatory, *, actor, values: dict[str, Any], version: int | None = None
) -> Signatory:
    open_minutes(signer.minutes, actor)
    locked = Signatory.objects.select_for_update().get(pk=signer.pk)
    changed = take_over(locked, values, version=version)
    if changed:
        record("minutes.change_signer", locked, actor=actor, changed=changed)
    return locked


@transaction.atomic
def delete_signer(signer: Signatory, *, actor) -> None:
    open_minutes(signer.minutes, actor)
    record("minutes.delete_signer", signer, actor=actor)
    signer.delete()


@transaction.atomic
def choose_means(signer: Signatory, *, actor, means: str) -> Signatory:
    """How this person signs, as long as they have not: also after the text is final."""
    locked_minutes(signer.minutes, actor, SIGN)
    locked = Signatory.objects.select_for_update().get(pk=signer.pk)
    if locked.signed_at:
        raise MinutesRefused(_("Penanda tangan ini sudah menandatangani."))
    if locked.means != means:
        locked.means = means
        locked.save(update_fields=["means"])
        record("minutes.choose_means", locked, actor=actor, data={"means": means})
    return locked


@transaction.atomic
def replace_minutes(minutes: Minutes, *, actor, reason: str) -> Minutes:
    """Another edition of a final one, to correct it: same texts and signers, nothing signed. The old one stays as it is."""
    locked = locked_minutes(minutes, actor)
    if not locked.is_final:
        raise MinutesRefused(_("Naskah ini belum final; sunting langsung."))
    if Minutes.objects.newest_of(locked.forum, locked.kind) != locked:
        raise MinutesRefused(_("Naskah ini sudah ada penggantinya."))
    other = Minutes.objects.create(
        forum=locked.forum, kind=locked.kind, edition=locked.edition + 1, dated=locked.dated,
        place=locked.place, is_unnumbered=locked.is_unnumbered,
    )  # fmt: skip
    MinutesText.objects.bulk_create(
        MinutesText(minutes=other, slug=row.slug, text=row.text, edited_by=row.edited_by)
        for row in locked.texts.all()
    )
    Signatory.objects.bulk_create(
        Signatory(
            minutes=other, order=row.order, kind=row.kind, name=row.name, position=row.position,
            organization=row.organization, nip=row.nip, means=row.means,
        )
        for row in locked.signatories.all()
    )  # fmt: skip
    record("minutes.replace", other, actor=actor, reason=reason)
    return other
