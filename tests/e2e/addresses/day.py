"""The day of a forum: door, sessions, record."""

from core.secret_links import secret_of
from forums.models import Forum
from meetings.models import Evidence, Minutes, Sitting
from meetings.running import screen_token
from meetings.screen_words import token_of
from tests.e2e.addresses.samples import Samples
from tests.e2e.city import YEAR
from tests.e2e.full_city.frame import HIDDEN, PAST
from tests.factories.jobs import JobFactory


def add_door(at: Samples) -> None:
    invited = at.town.forum.participants.order_by("pk").first()
    for query in ("", f"?q={invited.organization.name[:6]}", "?q=tidakada", f"?instansi={invited.pk}"):
        at.add("meetings:door", YEAR, query=query)
    at.add_all(
        "meetings:door", "meetings:poster", "meetings:presence", "meetings:presence_sheet", args=[HIDDEN]
    )
    at.add("meetings:door_participant", YEAR, invited.pk)
    at.add("meetings:door_invitation", YEAR, secret_of("forums.invitation", invited.key))
    at.add_all("meetings:poster", "meetings:presence_sheet", "meetings:presence_excel", args=[YEAR])
    for query in ("", "?q=tidakada", "?cara=mandiri&jenis=tanpa"):
        at.add("meetings:presence", YEAR, query=query)
    one = at.town.forum.attendances.order_by("pk").first()
    at.add_all("meetings:presence_correct", "meetings:presence_take_out", args=[YEAR, one.pk])
    at.add("reports:attendance_sheets", YEAR)
    printed = at.town.forum.attendance_sheets.exclude(file="").get()
    at.add("reports:attendance_file", YEAR, printed.key)
    for forum in Forum.objects.all():
        at.add("meetings:self_presence", token_of(forum))
    at.add("meetings:self_presence_done", token_of(at.town.forum))
    at.add("meetings:self_presence", "tidak-ada", status=404)


def add_sittings(at: Samples) -> None:
    sitting = Sitting.objects.filter(state="running").first()
    at.add("meetings:run")
    decided = sitting.items.get(proposal=at.town.proposals["pending"]).pk
    for query in ("", "?hasil=rejected", f"?acara={decided}", f"?acara={decided}&hasil=merged"):
        at.add("meetings:console", sitting.pk, query=query)
    for name in ("sitting_close", "spoken", "paper", "screen_link"):
        at.add(f"meetings:{name}", sitting.pk)
    for query in ("", "?tema=gelap"):
        at.add("meetings:screen", screen_token(sitting), query=query)


def add_sessions(at: Samples) -> None:
    sitting = at.town.forum.sittings.first()
    at.add_all("meetings:sittings", "meetings:sitting_add", args=[YEAR])
    at.add("meetings:sittings", PAST)
    for row in at.town.forum.sittings.all():
        at.add_all("meetings:agenda", "meetings:scoring", "reports:sitting_papers", args=[YEAR, row.pk])
    at.add_all("meetings:sitting_edit", "meetings:sitting_delete", args=[YEAR, sitting.pk])
    at.add("meetings:scorings")
    at.add("meetings:scoring_close", YEAR, sitting.pk)
    for name in ("verified", "pending"):
        at.add("meetings:scoring_one", YEAR, sitting.pk, at.number(name))
    at.add("meetings:conflict_declare", YEAR, sitting.pk, at.number("verified"))
    at.add("reports:sitting_excel", YEAR, sitting.pk)
    at.add("reports:sitting_paper", YEAR, sitting.pk, "bahan")


def add_record(at: Samples) -> None:
    """Of a draft everything that changes it, of a final one everything that is signed."""
    draft, final = (
        Minutes.objects.get(forum=at.town.forum, kind="berita_acara"),
        Minutes.objects.get(state="final"),
    )
    for year in (YEAR, PAST, HIDDEN):
        at.add_all("reports:berita_acara", "reports:notulen", "reports:evidence", args=[year])
    own = [YEAR, draft.kind]
    at.add_all("reports:minutes_facts", "reports:minutes_signers", "reports:minutes_signer_add", args=own)
    at.add_all("reports:minutes_remarks", "reports:minutes_final", "reports:minutes_signing", args=own)
    at.add_all("reports:minutes_scan", "reports:minutes_word", "reports:minutes_remarks_ask", args=own)
    at.add("meetings:undiscussed", YEAR)
    invited = at.town.forum.participants.first()
    at.add_all("reports:berita_acara_by_link", "reports:notulen_by_link", args=[invited.token])
    for slug in ("pembuka", "catatan"):
        at.add("reports:minutes_part", *own, slug)
    signer = draft.signatories.first()
    at.add_all("reports:minutes_signer", "reports:minutes_signer_delete", args=[*own, signer.pk])
    for remark in draft.remarks.all():
        at.add("reports:minutes_remark", *own, remark.pk)
    past = [PAST, final.kind]
    at.add_all("reports:minutes_signing", "reports:minutes_scan", "reports:minutes_replace", args=past)
    at.add("reports:minutes_sign", *past, final.signatories.get(signed_at=None).pk)
    at.add("reports:minutes_file", final.files.first().key)
    job = JobFactory(kind="minutes_pdf", state="done", payload={"minutes": draft.pk, "kinds": ["draf"]})
    at.add("reports:minutes_job", *own, job.pk)
    at.add_all("reports:evidence_file", "reports:evidence_delete", args=[YEAR, Evidence.objects.get().pk])
    at.add("reports:evidence_zip", YEAR)
    at.add_all("reports:verify_home", "reports:records")
    at.add("reports:verify_home", query="?kode=a")
    at.add("reports:verify", final.code)
    at.add("reports:verify", "TIDAKADA22", status=404)
    at.add("reports:minutes_public", PAST)
