"""What becomes of an agreement: follow-up with evidence, its state with reasons, going on to the next forum."""

import datetime

import pytest
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from audit.models import Entry
from core.quarantine import ScanState
from core.uploads import UploadRefused
from meetings import agreeing, following
from meetings.agreeing import AgreementRefused
from meetings.models import Agreement, FollowUp, FollowUpFile
from tests.factories.forums import ForumFactory
from tests.factories.meetings import AgreementFactory, FollowUpFactory, FollowUpFileFactory
from tests.factories.proposals import ProposalFactory
from tests.factories.stakeholders import OrganizationFactory, UnitFactory
from tests.fixtures.clamd import EICAR
from tests.meetings.papers import pdf

pytestmark = pytest.mark.django_db
TODAY, DAY = timezone.localdate, datetime.timedelta(days=1)
STATE = Agreement.State


@pytest.fixture
def unit(verifikator):
    return verifikator.memberships.get().units.get()


@pytest.fixture
def row(forum, unit) -> Agreement:
    """An agreement for which the verifikator's bidang answers."""
    return AgreementFactory(forum=forum, unit=unit, due_on=TODAY() + 30 * DAY)


def note(row, actor, **changes) -> FollowUp:
    given = {"day": TODAY(), "text": "Tenaga ahli mulai bekerja."} | changes
    return following.add_follow_up(row, actor=actor, **given)


# Follow-up


def test_follow_up_is_kept_with_its_office_and_its_evidence(row, verifikator, unit):
    made = note(row, verifikator, upload=pdf("serah terima.pdf"))
    assert (made.office, made.written_by, made.state) == (unit.name, verifikator, "")
    assert made.evidence.original_name == "serah terima.pdf"
    entry = Entry.objects.get(action="agreement.follow_up")
    assert entry.data["sha256"] == made.evidence.sha256


def test_secretariat_writes_in_the_name_of_the_host(row, sekretariat):
    host = sekretariat.memberships.get().organization
    assert note(row, sekretariat).office == host.name


@pytest.mark.parametrize("role", ["pengusul", "perencana", "pimpinan", "admin_user", "pemeriksa"])
def test_nobody_else_notes_a_follow_up(request, row, role):
    with pytest.raises(AgreementRefused, match="bidang yang bertanggung jawab"):
        note(row, request.getfixturevalue(role))
    assert not FollowUp.objects.exists()


def test_verifikator_of_another_bidang_does_not_note(forum, verifikator):
    other = AgreementFactory(forum=forum, unit=UnitFactory())
    for agreement in (other, AgreementFactory(forum=forum)):
        with pytest.raises(AgreementRefused):
            note(agreement, verifikator)


def test_follow_up_of_tomorrow_is_refused(row, sekretariat):
    with pytest.raises(AgreementRefused, match="sesudah hari ini"):
        note(row, sekretariat, day=TODAY() + DAY)


def test_evidence_that_is_no_file_of_ours_is_refused(row, sekretariat):
    with pytest.raises(UploadRefused):
        note(row, sekretariat, upload=SimpleUploadedFile("palsu.pdf", b"bukan pdf"))
    assert not FollowUp.objects.exists()


@pytest.mark.parametrize("state", [ScanState.WAITING, ScanState.HELD])
def test_u10_evidence_that_is_not_clean_is_handed_to_nobody(client, row, sekretariat, state):
    """U10: staff read that it is there and why it has no link."""
    file = FollowUpFileFactory(follow_up__agreement=row, scan=state)
    client.force_login(sekretariat)
    page = client.get(reverse("meetings:agreement", args=[2028, row.pk])).content.decode()
    address = reverse("meetings:evidence", args=[2028, row.pk, file.key])
    assert file.scan_words in page
    assert address not in page
    assert client.get(address).status_code == 404


def test_u10_scanner_decides_about_evidence(clamd, row):
    """U10: what is found is held, and that is in the record."""
    harmful = ContentFile(EICAR, name="a.pdf")
    FollowUpFileFactory(follow_up__agreement=row, scan=ScanState.WAITING, file=harmful)
    assert [following.scan_evidence(), following.scan_evidence()] == [1, 0]
    assert FollowUpFile.objects.get().is_held
    assert Entry.objects.get().action == "agreement.hold_file"


# State


def change(row, state, actor, **changes) -> Agreement:
    given = {"reason": "Mitra sudah menyerahkan semuanya.", "version": row.version} | changes
    return following.change_state(row, state, actor=actor, **given)


def test_state_changes_with_its_reason_and_ends_the_reminders(row, sekretariat):
    done = change(row, STATE.DONE, sekretariat)
    assert (done.state, done.remind_on, done.version, done.is_open) == ("done", None, 2, False)
    assert row.follow_ups.get().state == "done"
    entry = Entry.objects.get(action="agreement.change_state")
    assert entry.data == {"before": "planned", "after": "done"}
    assert change(done, STATE.RUNNING, sekretariat).remind_on == row.due_on - 14 * DAY


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"reason": "  "}, "Tulis alasannya"),
        ({"version": 0}, "baru saja diubah orang lain"),
        ({"state": STATE.PLANNED}, "Keadaannya sudah"),
    ],
)
def test_state_stays_where_it_cannot_change(row, sekretariat, changes, words):
    state = changes.pop("state", STATE.DONE)
    with pytest.raises(AgreementRefused, match=words):
        change(row, state, sekretariat, **changes)
    assert Agreement.objects.get().state == "planned"


def test_state_is_the_secretariats(row, verifikator):
    with pytest.raises(AgreementRefused, match="Hanya sekretariat"):
        change(row, STATE.DONE, verifikator)


# The next forum


@pytest.fixture
def coming(forum):
    return ForumFactory(plan_year=2029)


def test_open_agreement_goes_on_with_all_that_it_says(row, coming, sekretariat):
    partner, proposal = OrganizationFactory(), ProposalFactory(accepted=True)
    row.partners.set([partner])
    row.proposals.set([proposal])
    assert list(Agreement.objects.open_before(coming)) == [row]
    made = following.continue_agreement(row, coming, actor=sekretariat)
    assert (made.previous, made.text, made.unit, made.due_on) == (row, row.text, row.unit, row.due_on)
    assert (list(made.partners.all()), list(made.proposals.all())) == ([partner], [proposal])
    assert not Agreement.objects.open_before(coming).exists()
    stored = Agreement.objects.get(pk=row.pk)
    assert (stored.is_open, stored.remind_on) == (False, None)
    assert following.continue_agreement(stored, coming, actor=sekretariat) == made


def test_past_due_date_does_not_go_on(row, coming, sekretariat):
    Agreement.objects.update(due_on=TODAY() - DAY)
    assert following.continue_agreement(row, coming, actor=sekretariat).due_on is None


def test_closed_agreement_and_one_of_the_same_forum_do_not_go_on(row, coming, sekretariat):
    done = AgreementFactory(forum=row.forum, state="done")
    for agreement, forum in ((done, coming), (row, row.forum)):
        with pytest.raises(AgreementRefused, match="forum sebelumnya"):
            following.continue_agreement(agreement, forum, actor=sekretariat)


def test_what_went_on_is_followed_where_it_went(row, coming, sekretariat):
    following.continue_agreement(row, coming, actor=sekretariat)
    for verb in (lambda: note(row, sekretariat), lambda: change(row, STATE.DONE, sekretariat)):
        with pytest.raises(AgreementRefused, match="dilanjutkan pada Forum Renja 2029"):
            verb()


@pytest.mark.parametrize("what", ["followed", "continued"])
def test_agreement_with_a_history_is_not_deleted(row, coming, sekretariat, what):
    if what == "followed":
        FollowUpFactory(agreement=row)
    else:
        following.continue_agreement(row, coming, actor=sekretariat)
    with pytest.raises(AgreementRefused, match="tindak lanjut"):
        agreeing.delete_agreement(row, actor=sekretariat)


def test_late_is_what_is_open_and_past_its_day(forum, sekretariat, verifikator, unit):
    late = AgreementFactory(forum=forum, unit=unit, due_on=TODAY() - DAY)
    AgreementFactory(forum=forum, due_on=TODAY())
    AgreementFactory(forum=forum, due_on=TODAY() - DAY, state="done")
    other = AgreementFactory(forum=forum, due_on=TODAY() - DAY)
    assert set(Agreement.objects.followed_by(sekretariat).late()) == {late, other}
    assert list(Agreement.objects.followed_by(verifikator).late()) == [late]
