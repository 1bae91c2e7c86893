"""Building the whole demo: one transaction, so that a load which is cut short leaves an empty database."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from audit.models import Entry
from core.errors import NotAllowed
from core.progress import steps, track
from demo import mail
from demo.aims import align_lines, write_aims
from demo.calendar import Calendar
from demo.day_now import first_sessions, prepare_day
from demo.diary import Diary
from demo.forum_2019 import SIGNED, close_forum, create_forum_of_2019
from demo.forum_before import ForumBefore
from demo.forum_now import add_papers, create_current_forum
from demo.host import create_host, create_organizations, create_reference
from demo.people import create_accounts, create_citizens, create_contacts, write_accounts
from demo.plan import (
    begin_plan,
    freeze_first_draft,
    link_accepted,
    settle_plan,
    write_chapters,
    write_lines,
    write_tables,
)
from demo.plots import all_deeds
from demo.realisation import write_realisation
from demo.remarks import examine_plan
from demo.stories import Stage, read_rows
from demo.telling import Teller
from forums.models import Forum
from renja.models import Stage as PlanStage
from stakeholders.models import Kelurahan, Organization
from urusan.models import Nomenclature, Urusan

MUST_BE_EMPTY = (User, Organization, Forum, Urusan, Nomenclature, Kelurahan, Entry)
PLAN_DATED = -2  # days before the loading


class LoadRefused(NotAllowed):
    """The demo was not loaded and nothing was changed."""


def load_demo() -> None:
    """Fill an empty database with the demo. Raises LoadRefused when it holds anything."""
    check_empty()
    with files_vanish_on_failure(), transaction.atomic():
        patient_database()
        passwords = _build(Calendar())
        write_accounts(passwords)


def check_empty() -> None:
    for model in MUST_BE_EMPTY:
        if model._default_manager.exists():
            raise LoadRefused(
                _(
                    "Contoh data hanya dimuat ke basis data kosong; basis data ini sudah berisi %(what)s. Tidak ada yang diubah."
                )
                % {"what": model._meta.verbose_name_plural}
            )


def patient_database() -> None:
    """Drawing pictures takes longer than the pause that the database grants between two statements."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL idle_in_transaction_session_timeout = 0")


@contextmanager
def files_vanish_on_failure() -> Iterator[None]:
    """What was stored by a load that failed belongs to nothing."""
    before = _stored_files()
    try:
        yield
    except BaseException:
        for path in _stored_files() - before:
            path.unlink(missing_ok=True)
        raise


def _stored_files() -> set[Path]:
    return {path for path in Path(settings.MEDIA_ROOT).rglob("*") if path.is_file()}


def _build(calendar: Calendar) -> dict[str, str]:
    """Everything, in the order in which it leans on one another; the passwords by e-mail address."""
    begun = timezone.now()
    with steps(7, label=_("Contoh: instansi dan rencana")) as bar:
        create_reference()
        bar.update()
        create_organizations()
        create_host()
        passwords = create_accounts()
        bar.update()
        secretary, planner = (
            User.objects.get(email=f"{name}@contoh.id") for name in ("sekretariat", "perencana")
        )
        past = create_forum_of_2019(secretary)
        _write_plan_of_2019(past, planner)
        bar.update()
        mail.empty()
        teller = Teller(Diary())
        people = create_citizens(), create_contacts()
        before = ForumBefore(calendar, teller, secretary).tell(*people)
        bar.update()
        forum = create_current_forum(calendar, secretary)
        teller.diary.note(calendar.moment(calendar.day(-31), 9))
        add_papers(forum, secretary)
        bar.update()
        renja = begin_plan(forum, planner, stage=PlanStage.RANCANGAN_AWAL, dated=calendar.day(PLAN_DATED))
        write_lines(renja, "renja-kini.csv", planner, from_forum=False)
        bar.update()
        write_chapters(renja, "naskah-kini.txt", planner, drafts=("kata-pengantar", "5"))
        write_tables(renja, "tabel-kini.json", planner)
        write_aims(renja, planner)
        freeze_first_draft(renja, planner)
        bar.update()
    meeting, late = first_sessions(forum, secretary, calendar)
    stage = Stage(forum, *people, meeting=meeting, late=late)
    for deed in track(list(all_deeds(read_rows(), calendar, stage)), label=_("Contoh: usulan")):
        teller.tell(deed.moment, deed.act)
    meeting.close()
    late.close()
    teller.diary.note(calendar.moment(calendar.working_day(PLAN_DATED), 15))
    write_lines(renja, "renja-kini.csv", planner, from_forum=True)
    align_lines(renja, planner)
    link_accepted(renja, stage, planner)
    prepare_day(forum, stage, calendar, teller)
    teller.tell(begun, examine_plan, renja, stage.staff)
    for told in (before, forum):
        teller.diary.date_back(told)
    return passwords


def _write_plan_of_2019(forum: Forum, planner: User) -> None:
    renja = begin_plan(forum, planner, stage=PlanStage.RANCANGAN_AKHIR, dated=SIGNED)
    write_lines(renja, "renja-2020.csv", planner)
    write_chapters(renja, "naskah-2020.txt", planner)
    settle_plan(renja, planner)
    write_realisation(renja, planner)
    close_forum(forum)
