"""Final is final: frozen with its hash, typeset by the worker, refused by the database to anybody who would change it."""

import datetime
import hashlib

import pytest
from django.db import IntegrityError, connection, transaction
from pypdf import PdfReader

from audit.models import Entry
from jobs.runner import run_due_job
from meetings.minutes_writing import MinutesRefused, change_facts, replace_minutes, write_text
from meetings.models import Minutes, MinutesFile, Signatory
from reports.minutes.gaps import gaps_of
from reports.minutes.making import finalise_minutes, hash_of, request_print
from reports.minutes.publishing import public_file, published_minutes
from tests.factories.minutes import MinutesFactory, MinutesFileFactory, MinutesRemarkFactory
from tests.reports.conftest import squeeze

pytestmark = pytest.mark.django_db


def text_of(file: MinutesFile) -> str:
    return squeeze("".join(page.extract_text() for page in PdfReader(file.file.path).pages))


def refused(statement) -> bool:
    try:
        with transaction.atomic():
            statement()
    except IntegrityError:
        return True
    return False


def test_finalised_text_is_typeset_for_the_office_and_for_the_public(held, draft, sekretariat):
    final = finalise_minutes(draft, actor=sekretariat)
    run_due_job()
    files = {file.kind: file for file in final.files.all()}
    assert set(files) == {"naskah", "publik"}
    own, public = text_of(files["naskah"]), text_of(files["publik"])
    for words in (
        "MENYEPAKATI",
        "Nomor:000.7/12/Diskominfo",
        "LAMPIRANII",
        "Dr.RahmatHidayat,M.Si.",
        final.code,
    ):
        assert words in own
    assert "TamuLangsung" in own
    assert "TamuLangsung" not in public
    content = files["naskah"].file.read()
    assert files["naskah"].sha256 == hashlib.sha256(content).hexdigest()
    assert published_minutes(held.forum) == final


def test_frozen_text_keeps_its_hash_and_does_not_follow_the_data(held, draft, sekretariat):
    final = finalise_minutes(draft, actor=sekretariat)
    held.forum.place = "Tempat lain"
    held.forum.save()
    stored = Minutes.objects.get(pk=final.pk)
    assert stored.content_hash == hash_of(stored.content)
    assert "Tempat lain" not in str(stored.content)


@pytest.mark.parametrize("missing", ["number", "dated", "signers"])
def test_number_date_and_signers_are_needed(draft, sekretariat, missing):
    if missing == "signers":
        draft.signatories.all().delete()
        draft.forum.sittings.update(chair="", secretary="")
        draft.forum.attendances.all().delete()
    else:
        setattr(draft, missing, "" if missing == "number" else None)
        draft.save()
    with pytest.raises(MinutesRefused):
        finalise_minutes(draft, actor=sekretariat)
    assert Minutes.objects.get(pk=draft.pk).state == "draf"


def test_number_may_be_left_for_the_pen(draft, sekretariat):
    change_facts(draft, actor=sekretariat, values={"number": "", "is_unnumbered": True}, version=1)
    assert finalise_minutes(draft, actor=sekretariat).is_final


@pytest.mark.parametrize(("days", "is_told"), [(-1, True), (0, False), (5, False)])
def test_text_dated_before_the_forum_is_told(draft, days, is_told):
    draft.dated = draft.forum.held_on + datetime.timedelta(days=days)
    texts = [gap.text for gap in gaps_of(draft)]
    assert any("mendahului hari forum" in text for text in texts) is is_told
    assert not any(gap.stops for gap in gaps_of(draft))


def test_gaps_name_what_is_missing(db):
    empty = MinutesFactory(number="")
    MinutesRemarkFactory(minutes=empty)
    texts = [gap.text for gap in gaps_of(empty)]
    assert len(texts) == 7
    assert any("1 tanggapan belum dijawab" in text for text in texts)


@pytest.mark.parametrize(
    "deed",
    [
        lambda final: Minutes.objects.filter(pk=final.pk).update(number="lain"),
        lambda final: Minutes.objects.filter(pk=final.pk).update(state="draf"),
        lambda final: final.delete(),
        lambda final: final.texts.create(slug="penutup", text="lain"),
        lambda final: final.signatories.update(name="Orang Lain"),
        lambda final: final.signatories.all().delete(),
        lambda final: final.files.update(sha256="0" * 64),
        lambda final: final.files.all().delete(),
    ],
    ids=["number", "state", "delete", "text", "signer", "signers", "hash", "file"],
)
def test_database_refuses_to_change_what_is_final(draft, sekretariat, deed):
    final = finalise_minutes(draft, actor=sekretariat)
    MinutesFileFactory(minutes=final)
    assert refused(lambda: deed(final))


def test_verbs_refuse_it_in_words(draft, sekretariat):
    final = finalise_minutes(draft, actor=sekretariat)
    with pytest.raises(MinutesRefused, match="final"):
        write_text(final, "penutup", actor=sekretariat, text="Lain.")


def test_erased_account_leaves_a_final_text_as_it_is(draft, sekretariat):
    final = finalise_minutes(draft, actor=sekretariat)
    Entry.objects.count()
    with connection.cursor() as cursor:
        cursor.execute("UPDATE meetings_minutes SET frozen_by_id = NULL WHERE id = %s", [final.pk])
    assert Minutes.objects.get(pk=final.pk).frozen_by is None


def test_job_done_twice_leaves_one_final_file(draft, sekretariat):
    from jobs.models import Job
    from reports.minutes.making import make_files

    final = finalise_minutes(draft, actor=sekretariat)
    run_due_job()
    job = Job.objects.get(kind="minutes_pdf")
    assert make_files(job, lambda *_told: None) == []
    assert final.files.count() == 2


def test_new_draft_takes_the_place_of_the_one_before(draft, verifikator):
    for _n in range(2):
        request_print(draft, actor=verifikator, kind="draf")
        run_due_job()
    file = draft.files.get()
    assert "RANCANGAN" in text_of(file)


def test_public_version_waits_while_it_shows_what_was_withheld_since(held, draft, sekretariat):
    final = finalise_minutes(draft, actor=sekretariat)
    run_due_job()
    proposal = held.proposals["accepted"]
    proposal.withheld_reason = "Persandian"
    proposal.save()
    assert public_file(final) is None
    request_print(final, actor=sekretariat, kind="publik")
    run_due_job()
    assert "Titikinternet" not in text_of(public_file(final))


def test_replacement_begins_with_the_same_words_and_signers(draft, sekretariat):
    write_text(draft, "penutup", actor=sekretariat, text="Selesai.")
    final = finalise_minutes(draft, actor=sekretariat)
    other = replace_minutes(final, actor=sekretariat, reason="Salah tempat")
    assert (other.edition, other.state, other.texts.get().text) == (2, "draf", "Selesai.")
    assert [row.name for row in other.signatories.all()] == [row.name for row in final.signatories.all()]
    assert not Signatory.objects.filter(minutes=other, signed_at__isnull=False).exists()
    with pytest.raises(MinutesRefused, match="pengganti"):
        replace_minutes(final, actor=sekretariat, reason="Lagi")


@pytest.mark.parametrize("who", ["verifikator", "perencana", "pengusul"])
def test_others_do_not_finalise(request, draft, who):
    with pytest.raises(MinutesRefused):
        finalise_minutes(draft, actor=request.getfixturevalue(who))
