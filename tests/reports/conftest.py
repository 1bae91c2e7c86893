"""Two plans, built and typeset once for all tests of this folder that read them."""

import datetime
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from uuid import UUID

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from pypdf import PdfReader

from forums.models import InvitationLetter
from renja.models import Renja
from reports.data import read_renja
from reports.document import renja_html
from reports.pdf import PdfFacts
from reports.report import RenjaReport
from reports.typesetting import typeset
from tests.corpus.pdfs import make_pdf
from tests.factories.forums import (
    ForumFactory,
    InvitationLetterFactory,
    ParticipantFactory,
    ProgrammeItemFactory,
)
from tests.factories.stakeholders import HostFactory, OfficialFactory
from tests.proposals.conftest import forum, logged_in  # noqa: F401 (fixtures of published results)
from tests.reports import build

KEY = UUID("12345678-1234-5678-1234-567812345678")


@dataclass(frozen=True)
class Printed:
    """A plan's document: what was read, its HTML, the PDF; the text of its pages once somebody asks for it."""

    content: RenjaReport
    html: str
    path: Path
    facts: PdfFacts

    @cached_property
    def pages(self) -> tuple[str, ...]:
        return tuple(page.extract_text() for page in PdfReader(self.path).pages)

    @cached_property
    def text(self) -> str:
        return "\n".join(self.pages)

    @cached_property
    def squeezed(self) -> str:
        """Without any white space and hyphenation, so that breaks of lines do not matter."""
        return squeeze(self.text)


def squeeze(text: str) -> str:
    return "".join(text.replace("\u2010\n", "").replace("\u00ad", "").split())


def printed(renja: Renja, folder: Path) -> Printed:
    content = read_renja(renja, timezone.now())
    path = folder / f"{renja.year}.pdf"
    facts = typeset(content, path, key=KEY, report=lambda *_step: None)
    return Printed(content, renja_html(content), path, facts)


@pytest.fixture(scope="session")
def plans(django_db_setup, django_db_blocker, tmp_path_factory):
    """Renja 2028 (three levels, 48 lines, 60 proposals, unruly texts) and Renja 2020 (two levels), with documents.

    Built in one transaction that is rolled back: later tests find the database as it was.
    """
    from django.db import transaction

    folder = tmp_path_factory.mktemp("renja")
    made = {}
    with django_db_blocker.unblock(), transaction.atomic():
        tree = build.three_level_tree()
        large = build.new_plan(tree, 2028, bidang="2.16")
        build.make_unruly(large, build.add_proposals(large, 60))
        build.fill_tables(large, tree)
        small = build.new_plan(build.two_level_tree(), 2020, bidang="1.25", stage="ditetapkan")
        Renja.objects.filter(pk=small.pk).update(structure="sipd-ri")
        small.refresh_from_db()
        for renja in (large, small):
            made[renja.year] = (printed(renja, folder), facts_of(renja))
        transaction.set_rollback(True)
    return made


def facts_of(renja: Renja) -> dict:
    """What the database says, to compare with what is printed."""
    lines = list(renja.lines.select_related("node").order_by("node__code"))
    return {
        "codes": [line.node.code for line in lines],
        "names": [line.node.name for line in lines if not line.is_withheld],
        "amounts": [(line.pagu, line.forward_pagu) for line in lines],
        "by_node": {
            node.code: renja.lines.sums_by_node()[node.pk]
            for node in renja.edition.nodes.filter(level__in=["program", "kegiatan"])
        },
        "total": renja.lines.totals(),
        "numbers": list(renja.forum.proposals.exclude(status="withdrawn").values_list("number", flat=True)),
        "withdrawn": list(renja.forum.proposals.filter(status="withdrawn").values_list("number", flat=True)),
    }


@pytest.fixture
def gathering(db):
    HostFactory()
    OfficialFactory(name="Contoh Kepala, S.Kom.")
    made = ForumFactory(
        plan_year=2028, held_on=datetime.date(2027, 2, 25), starts_at=datetime.time(8, 30), place="Balai Kota"
    )
    ProgrammeItemFactory(forum=made, title="Pembukaan", minutes=15, order=1)
    ProgrammeItemFactory(
        forum=made, title="Paparan rancangan Renja", minutes=60, in_charge="Sekretaris", order=2
    )
    return made


@pytest.fixture
def letter(gathering) -> InvitationLetter:
    ParticipantFactory(
        forum=gathering, organization__name="Bappeda Litbang", organization__kind="perangkat_daerah"
    )
    ParticipantFactory(
        forum=gathering, organization__name="PT Telkom", attention="General Manager", part="narasumber"
    )
    return InvitationLetterFactory(forum=gathering, number="", copies_to="Wali Kota\n\nArsip")


def values_of(letter: InvitationLetter, **more) -> dict:
    names = ("number", "nature", "enclosure", "subject", "dated", "opening", "requests", "closing", "copies_to",
             "has_programme", "has_list", "paper", "remind_days")  # fmt: skip
    return {name: getattr(letter, name) for name in names} | more


def scan(raw: bytes | None = None) -> SimpleUploadedFile:
    return SimpleUploadedFile("bertanda-tangan.pdf", make_pdf() if raw is None else raw, "application/pdf")
