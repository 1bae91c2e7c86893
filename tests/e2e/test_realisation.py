"""What was done of a plan, typed and read in the browser: on a phone, at a desk, in the dark, without scripts."""

import datetime

import pytest
from playwright.sync_api import expect

from renja.models import Realisation
from tests.e2e.browser import DESKTOP, PHONE, assert_no_sideways_scroll
from tests.factories.forums import ForumFactory
from tests.factories.proposals import ProposalFactory
from tests.factories.renja import (
    FulfilmentFactory,
    IndicatorFactory,
    LineFactory,
    ProofFactory,
    RealisationFactory,
    RenjaFactory,
    WorkFactory,
    make_node,
)

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]
PAGE = "/kerja/renja/2025/realisasi/"
NAMES = (
    "Pengelolaan Konten dan Perencanaan Media Komunikasi Publik",
    "Layanan Hubungan Media",
    "Pelayanan Informasi Publik",
)


@pytest.fixture
def answer(db):
    """A plan of a year that is over: two programmes, a proposal that is being worked on."""
    renja = RenjaFactory(forum=ForumFactory(plan_year=2025), stage="ditetapkan")
    make_node("2.16.02", name="Program Pengelolaan Informasi dan Komunikasi Publik")
    make_node("2.20.02", name="Program Penyelenggaraan Statistik Sektoral")
    lines = [
        LineFactory(renja=renja, node=make_node(f"2.16.02.2.01.001{place}", name=name))
        for place, name in enumerate(NAMES, start=4)
    ]
    lines.append(
        LineFactory(
            renja=renja, node=make_node("2.20.02.2.01.0007", name="Membangun Metadata Statistik Sektoral")
        )
    )
    for line in lines:
        IndicatorFactory(line=line)
        RealisationFactory(line=line, quarter=1)
    RealisationFactory(
        line=lines[0], quarter=2, physical=20, spent=90_000_000, hindrance="Pengadaan diulang."
    )
    proposal = ProposalFactory(forum=renja.forum, accepted=True)
    found = FulfilmentFactory(line=lines[0], proposal=proposal)
    WorkFactory(
        fulfilment=found,
        since=datetime.date(2025, 2, 3),
        step="Pemasangan bertahap, mulai dari kelurahan yang jauh.",
    )
    ProofFactory(line=lines[0], caption="Tiang berdiri di halaman balai warga RT 12")
    ProofFactory(
        line=lines[0],
        is_public=False,
        caption="Berita acara",
        original_name="bast.pdf",
        content_type="application/pdf",
    )
    return found


@pytest.mark.parametrize(("width", "dark"), [(PHONE, False), (DESKTOP, False), (PHONE, True)])
def test_pages_are_fit_for_all(open_page, axe, picture, answer, perencana, width, dark):
    line = f"{PAGE}{answer.line_id}/"
    paths = {
        "realisasi": f"{PAGE}?tw=2", "baris": f"{line}?tw=2", "bukti": f"{line}bukti/",
        "keadaan": f"{line}usulan/{answer.proposal.number}/",
    }  # fmt: skip
    for name, path in paths.items():
        page = open_page(path, user=perencana, width=width, dark=dark)
        assert_no_sideways_scroll(page)
        picture(page, f"{name}-{dark}")
        axe(page)


@pytest.mark.parametrize("width", [PHONE, DESKTOP])
def test_public_pages_are_fit_for_all(open_page, axe, picture, answer, width):
    paths = {"usulan": f"/aspirasi/{answer.proposal.number}/", "publik": f"/renja/2025/{answer.line.code}/"}
    for name, path in paths.items():
        page = open_page(path, width=width)
        assert_no_sideways_scroll(page)
        picture(page, name)
        axe(page)


@pytest.mark.parametrize("javascript", [True, False])
def test_programme_is_typed_and_saved(open_page, answer, perencana, javascript):
    page = open_page(f"{PAGE}?tw=3", user=perencana, javascript=javascript)
    code = answer.line.code
    page.get_by_label(f"Fisik (%), {code}").fill("75")
    page.get_by_label(f"Keuangan (Rp), {code}").fill("5.000.000")
    page.get_by_role("button", name="Simpan 2.16.02").click()
    expect(page.get_by_text("Realisasi 1 baris disimpan.")).to_be_visible()
    row = Realisation.objects.get(line=answer.line, quarter=3)
    assert (row.physical, row.spent) == (75, 5_000_000)
