"""A new installation gets its urusan, editions and codes from the files that ship with the project."""

import pytest
from django.core.management import call_command

from proposals.models import ReasonCode
from stakeholders.models import Kecamatan, Kelurahan
from urusan.importing import Counts
from urusan.models import Edition, Nomenclature, Urusan
from urusan.reference import funding_sources, unit_names
from urusan.seeding import create_editions, create_urusan, import_shipped

pytestmark = pytest.mark.django_db


def counts_by_level(slug: str) -> dict[str, int]:
    nodes = Nomenclature.objects.filter(edition__slug=slug)
    return {level: nodes.filter(level=level).count() for level in ("program", "kegiatan", "sub_kegiatan")}


def test_shipped_lists_are_complete_and_linked():
    create_urusan()
    create_editions()
    assert import_shipped() == Counts(new=585)
    assert import_shipped() == Counts(same=585)
    assert {slug: counts_by_level(slug) for slug in Edition.objects.values_list("slug", flat=True)} == {
        "permendagri-13-2006": {"program": 23, "kegiatan": 198, "sub_kegiatan": 0},
        "kepmendagri-900.1.15.5-1317-2023": {"program": 5, "kegiatan": 24, "sub_kegiatan": 146},
        "sipd-pemutakhiran-2027": {"program": 5, "kegiatan": 25, "sub_kegiatan": 143},
    }
    linked = Nomenclature.objects.filter(level="bidang_urusan", urusan__isnull=False)
    assert set(linked.values_list("edition__slug", "code", "urusan__slug")) == {
        ("permendagri-13-2006", "2.10", "komunikasi-dan-informatika"),
        ("permendagri-13-2006", "2.14", "statistik"),
        ("permendagri-13-2006", "2.15", "persandian"),
        *(
            (edition, code, slug)
            for edition in ("kepmendagri-900.1.15.5-1317-2023", "sipd-pemutakhiran-2027")
            for code, slug in [
                ("2.16", "komunikasi-dan-informatika"),
                ("2.20", "statistik"),
                ("2.21", "persandian"),
            ]
        ),
    }


@pytest.mark.parametrize(
    ("year", "slug"),
    [
        (2020, "permendagri-13-2006"),
        (2026, "kepmendagri-900.1.15.5-1317-2023"),
        (2028, "sipd-pemutakhiran-2027"),
    ],
)
def test_a_plan_year_picks_its_edition(year, slug):
    create_editions()
    assert Edition.objects.for_plan_year(year).slug == slug


def test_no_edition_before_the_first():
    create_editions()
    assert Edition.objects.for_plan_year(2006) is None


def test_setup_may_be_repeated_and_keeps_what_people_changed(capsys):
    call_command("setup_reference")
    Urusan.objects.filter(slug="statistik").update(description="Diubah")
    call_command("setup_reference")
    assert Urusan.objects.get(slug="statistik").description == "Diubah"
    assert list(Urusan.objects.values_list("slug", flat=True)) == [
        "komunikasi-dan-informatika",
        "statistik",
        "persandian",
    ]
    assert ReasonCode.objects.count() == 12
    assert (Kecamatan.objects.count(), Kelurahan.objects.count()) == (6, 34)
    assert "585 sama" in capsys.readouterr().out


def test_suggestions_come_from_the_shipped_files():
    assert "Dokumen" in unit_names()
    assert "Dana Alokasi Umum" in funding_sources("permendagri-13-2006")
    assert funding_sources("edisi-yang-belum-ada") == funding_sources("sipd-pemutakhiran-2027")
