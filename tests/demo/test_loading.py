"""What load_demo builds: both forums, every state, both plans, and a record that holds."""

import json
import stat
from collections import Counter

import pytest
from django.core.files.storage import default_storage
from django.core.management import CommandError, call_command
from django.db.models import F
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from audit.chain import verify_chain
from audit.models import Entry
from core.dates import long_date
from demo import loading, mail
from demo.loading import LoadRefused, files_vanish_on_failure, load_demo
from demo.management.commands import load_demo as command
from demo.people import ACCOUNTS, ACCOUNTS_FILE
from demo.stories import read_rows
from forums.models import Activity, Document, Forum
from meetings.models import Agreement
from notifications.models import Message
from proposals.choices import Outcome, Status
from proposals.models import Attachment, Decision, Event, Proposal
from renja.models import Renja, RenjaLine
from reports.letterhead import read_signature
from stakeholders.models import Membership, Official, Organization
from stakeholders.rules import standing_of

pytestmark = pytest.mark.usefixtures("demo")


@pytest.fixture
def forum() -> Forum:
    return Forum.objects.current()


# --- The forum of 2019 -------------------------------------------------------------------------------


def test_forum_of_2019_is_told_as_it_was():
    forum = Forum.objects.get(plan_year=2020)
    partners = {row.organization.label for row in forum.participants.select_related("organization")}
    assert forum.held_on.isoformat() == "2019-02-27"
    assert partners == {"BPS Kota Balikpapan", "ITK", "PT Telkom", "Dilo Balikpapan"}
    agreed = {row.urusan.slug: row.partners.count() for row in Agreement.objects.filter(forum=forum)}
    assert agreed == {"komunikasi-dan-informatika": 3, "statistik": 1, "persandian": 0}


def test_plan_of_2020_is_signed_by_the_head_of_2019():
    renja = Renja.objects.get(forum__plan_year=2020)
    signature = read_signature("Balikpapan", renja.dated)
    assert (renja.stage, signature.name, signature.nip) == ("ditetapkan", "Tatang Sudirja", "")


def test_plan_of_2020_ends_at_kegiatan_and_says_that_it_is_made_up():
    renja = Renja.objects.get(forum__plan_year=2020)
    assert renja.edition.slug == "permendagri-13-2006"
    assert set(renja.lines.values_list("node__level", "note")) == {("kegiatan", "Pagu contoh")}
    assert "Naskah contoh" in renja.chapters.get(key="kata-pengantar").html


def test_plan_of_2020_can_no_longer_be_changed():
    forum = Forum.objects.get(plan_year=2020)
    assert not forum.is_open(Activity.EDIT_PLAN)
    assert forum.window(Activity.LOCK).opens_at.year == 2019


def test_head_of_today_is_marked_as_a_sample():
    official = Official.objects.signer_on(timezone.localdate())
    assert "Contoh" in official.name
    assert len(official.nip) == 18


# --- The current forum -------------------------------------------------------------------------------


def test_everything_but_the_lock_is_open(forum):
    assert {activity for activity in Activity if not forum.is_open(activity)} == {Activity.LOCK}


def test_current_forum_is_ahead_and_has_its_papers(forum):
    assert forum.held_on > timezone.localdate()
    assert forum.plan_year - timezone.localdate().year in (1, 2)
    assert Document.objects.filter(forum=forum, content_type="application/pdf").count() == 2
    assert forum.participants.count() > 30


def test_every_state_is_there(forum):
    states = set(Proposal.objects.filter(forum=forum).values_list("status", flat=True))
    assert states == set(Status.values) - {
        Status.CLOSED
    }  # whoever gave a number alone still waits for the call


def test_every_row_became_a_proposal_and_numbers_follow_the_dates(forum):
    rows = read_rows()
    assert Proposal.objects.filter(forum=forum).count() == len(rows)
    sent = Proposal.objects.filter(forum=forum).exclude(number=None).order_by("number")
    dates = list(sent.values_list("submitted_at", flat=True))
    assert dates == sorted(dates)
    assert sent.first().number == f"ASP-{forum.plan_year}-0001"
    assert sent.last().number == f"ASP-{forum.plan_year}-{len(dates):04d}"


def test_outcomes_are_those_of_the_rows():
    for row in read_rows():
        wanted, _arrow, turn = row["state"].partition(">")
        proposal = Proposal.objects.get(title=row["title"])
        outcome = wanted.partition(":")[2]
        waiting = Status.VERIFIED if outcome else wanted
        expected = {"": waiting, "deferred": Status.DEFERRED, "review": Status.VERIFIED}[turn]
        assert proposal.status == expected, row["title"]
        assert [d.outcome for d in proposal.decisions.pending()] == ([outcome] if outcome else []), row[
            "title"
        ]


def test_nothing_of_a_story_lies_in_the_future_or_runs_backwards():
    now = timezone.now()
    for proposal in Proposal.objects.submitted().prefetch_related("events"):
        moments = [event.at for event in proposal.events.all()]
        assert moments == sorted(moments)
        assert proposal.created_at <= proposal.submitted_at == moments[0]
        assert moments[-1] <= now
    assert not Decision.objects.filter(published_at__lt=F("decided_at")).exists()
    assert Event.objects.filter(at__lt=now - timezone.timedelta(days=15)).exists()


def test_receipt_names_the_deadline_of_the_story():
    for proposal in Proposal.objects.filter(status=Status.SUBMITTED, proposer__isnull=False):
        receipt = Message.objects.filter(key__startswith=f"proposal:{proposal.pk}:received").first()
        assert long_date(proposal.verify_due_on) in receipt.body


def test_some_verifications_are_late_and_some_are_not():
    due = Proposal.objects.filter(status=Status.SUBMITTED).values_list("verify_due_on", flat=True)
    late = [day < timezone.localdate() for day in due]
    assert any(late)
    assert not all(late)


def test_special_turns_are_there():
    reserve = Proposal.objects.with_flags().get(title="Pembaruan portal berita enam kecamatan")
    assert (reserve.status, reserve.was_accepted) == (Status.DEFERRED, True)
    assert Event.objects.filter(step="ask_review").count() == 1
    assert Event.objects.filter(step="resubmit").count() == 1
    assert Proposal.objects.exclude(withheld_reason="").count() == 1


def test_pending_results_stay_hidden(client):
    pending = Decision.objects.pending().select_related("proposal")
    assert {row.outcome for row in pending} == set(Outcome.values) - {Outcome.MERGED}
    for row in pending:
        page = client.get(reverse("proposals:detail", args=[row.proposal.number])).content.decode()
        assert "Menunggu pengesahan hasil" in page
        assert row.response not in page
        assert row.reason not in page


def test_withheld_proposal_stays_hidden(client):
    hidden = Proposal.objects.exclude(withheld_reason="").get()
    page = client.get(reverse("proposals:detail", args=[hidden.number])).content.decode()
    assert hidden.title not in page
    assert hidden.withheld_reason in page


def test_files_are_real_and_pictures_differ():
    pictures = Attachment.objects.filter(content_type="image/jpeg")
    assert pictures.count() > 10
    assert len(set(pictures.values_list("sha256", flat=True))) == pictures.count()
    for row in Attachment.objects.all():
        with default_storage.open(row.file.name) as file:
            assert file.read(3) in (b"\xff\xd8\xff", b"%PD")
    assert Attachment.objects.filter(content_type="application/pdf").count() == 4


def test_nobody_supports_their_own_proposal():
    assert not Proposal.objects.filter(supports__user=F("proposer")).exists()
    assert Proposal.objects.with_flags().filter(support_count__gt=6).exists()


# --- People, mail, record ------------------------------------------------------------------------------


def test_one_account_per_role_and_one_with_three():
    roles = {a.slug: standing_of(User.objects.get(email=a.email)).roles for a in ACCOUNTS}
    assert roles["tiga-peran"] == {"sekretariat", "verifikator", "perencana"}
    assert roles["warga"] == frozenset()
    for role in ("sekretariat", "verifikator", "perencana", "pimpinan", "admin", "pemeriksa"):
        assert roles[role] == {role}
    for membership in Membership.objects.all():
        membership.full_clean()


def test_passwords_are_kept_for_the_owner_alone(settings):
    path = settings.DATA_DIR / ACCOUNTS_FILE
    rows = json.loads(path.read_text())
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert [row["email"] for row in rows] == [account.email for account in ACCOUNTS]
    assert all(User.objects.get(email=row["email"]).check_password(row["password"]) for row in rows)
    assert len({row["password"] for row in rows}) == len(rows)


def test_letters_of_the_story_lie_in_the_demos_mail():
    assert Message.objects.count() == len(mail.keys()) > 50
    assert set(Message.objects.values_list("state", flat=True)) == {"sent"}
    newest = mail.read(mail.keys()[0])
    assert newest.at == Message.objects.order_by("-created_at").first().created_at
    assert "Renja" in newest.subject  # Bappeda examined a revision last


def test_audit_chain_is_whole_and_tells_every_step():
    assert verify_chain().whole
    actions = Counter(Entry.objects.values_list("action", flat=True))
    assert actions["proposal.submit"] == Event.objects.filter(step="submit").count()
    assert actions["proposal.publish"] == Event.objects.filter(step="publish").count()
    assert actions["renja.save_line"] == RenjaLine.objects.count()


# --- Refusing --------------------------------------------------------------------------------------------


def test_second_load_is_refused_and_changes_nothing():
    before = Entry.objects.count()
    with pytest.raises(LoadRefused, match="hanya dimuat ke basis data kosong"):
        load_demo()
    with pytest.raises(CommandError, match="Tidak ada yang diubah"):
        call_command(command.Command())
    assert Entry.objects.count() == before


def test_any_content_refuses_the_load():
    Organization.objects.filter(is_host=True).update(is_host=False)
    with pytest.raises(LoadRefused, match="pengguna"):
        loading.check_empty()


def test_failed_load_leaves_no_files(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    (tmp_path / "lama.txt").touch()
    with pytest.raises(KeyboardInterrupt):
        _store_and_fail(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["lama.txt"]


@files_vanish_on_failure()
def _store_and_fail(folder) -> None:
    (folder / "baru.txt").touch()
    raise KeyboardInterrupt
