"""Each rule finds what it looks for, says where, and nothing else."""

import re
from decimal import Decimal

import pytest
from django.urls import reverse

from forums.models import Ceiling
from renja.completeness.checking import needs_reason, open_findings, read_completeness
from renja.completeness.declaring import Weight
from renja.completeness.registry import RULES
from renja.models import Funding, Indicator, Origin, RenjaLine
from stakeholders.models import Official
from tests.factories.proposals import DecisionFactory, ProposalFactory
from tests.factories.renja import AimFactory, FulfilmentFactory, LineFactory, edition_2006, make_node

LINE = "2.16.02.2.01.0014 Pengelolaan Konten"


def test_rules_have_slugs_of_their_own_and_say_what_they_look_for():
    slugs = [rule.slug for rule in RULES]
    assert len(set(slugs)) == len(slugs)
    assert all(re.fullmatch(r"[a-z-]+", slug) for slug in slugs)
    assert all(rule.check.__doc__ for rule in RULES)


def test_whole_plan_has_nothing_open(whole, found):
    assert found() == {}
    assert not needs_reason(whole)
    completeness = read_completeness(whole)
    assert (completeness.passed, completeness.musts, completeness.looks) == (len(RULES), (), ())


def test_something_to_mend_asks_for_a_reason(whole):
    RenjaLine.objects.update(location="")
    assert needs_reason(whole)
    assert [(one.label, one.count) for one in open_findings(whole)] == [("Baris tanpa lokasi", 1)]


def test_something_to_look_at_asks_for_none(whole):
    Ceiling.objects.all().delete()
    assert [one.rule.weight for one in open_findings(whole)] == [Weight.LOOK]
    assert not needs_reason(whole)


# --- The lines ---------------------------------------------------------------------------------------

LACKS = {
    "tanpa-indikator": lambda: Indicator.objects.all().delete(),
    "tanpa-target": lambda: Indicator.objects.update(target=None),
    "tanpa-lokasi": lambda: RenjaLine.objects.update(location=""),
    "tanpa-pagu": lambda: Funding.objects.update(amount=None),
    "tanpa-sumber-dana": lambda: Funding.objects.update(source=""),
    "tanpa-kelompok-sasaran": lambda: RenjaLine.objects.update(target_group=""),
    "tanpa-prakiraan": lambda: Funding.objects.update(forward=None),
    "tanpa-target-prakiraan": lambda: Indicator.objects.update(forward_target=None),
}
FIELDS = {
    "tanpa-indikator": "indikator",
    "tanpa-target": "id_indikator-0-target",
    "tanpa-lokasi": "id_location",
    "tanpa-pagu": "id_dana-0-amount",
    "tanpa-sumber-dana": "id_dana-0-source",
    "tanpa-kelompok-sasaran": "id_target_group",
    "tanpa-prakiraan": "id_dana-0-forward",
    "tanpa-target-prakiraan": "id_indikator-0-forward_target",
}


@pytest.mark.parametrize("slug", LACKS)
def test_line_that_lacks_something_leads_to_its_field(whole, found, enter, perencana, slug):
    LACKS[slug]()
    assert found() == {slug: [LINE]}
    [finding] = read_completeness(whole).find(slug).findings
    address, _mark, field = finding.url.partition("#")
    assert field == FIELDS[slug]
    assert f'id="{field}"' in enter(perencana).get(address).content.decode()


def test_line_without_any_source_of_funds_lacks_all_of_it(found):
    Funding.objects.all().delete()
    assert found() == {"tanpa-pagu": [LINE], "tanpa-sumber-dana": [LINE], "tanpa-prakiraan": [LINE]}


def test_word_instead_of_a_number_is_a_target(found):
    Indicator.objects.update(target=None, forward_target=None, target_label="BB")
    assert found() == {}


def test_second_source_of_a_line_is_found(whole):
    Funding.objects.create(line=RenjaLine.objects.get(), source="DAU", forward=1, order=5)
    [finding] = read_completeness(whole).find("tanpa-pagu").findings
    assert finding.url.endswith("#id_dana-1-amount")


@pytest.mark.parametrize(("kind", "field"), [("prioritas", "id_priority"), ("sasaran", "id_aim"), ("", "")])
def test_line_that_serves_nothing_leads_to_where_it_is_chosen(whole, found, enter, perencana, kind, field):
    RenjaLine.objects.update(priority=None)
    whole.aims.all().delete()
    if kind:
        AimFactory(renja=whole, kind=kind)
    empty = "Daftar prioritas daerah, tujuan, dan sasaran belum diisi."
    assert found() == {"tanpa-keselarasan": [LINE if kind else empty]}
    assert not needs_reason(whole)
    [finding] = read_completeness(whole).find("tanpa-keselarasan").findings
    address, _mark, place = finding.url.partition("#")
    assert place == field
    answer = enter(perencana).get(address)
    assert answer.status_code == 200
    assert not field or f'id="{field}"' in answer.content.decode()


def test_line_from_the_forum_without_proposal_leads_to_the_proposals(whole, found):
    RenjaLine.objects.update(origin=Origin.FORUM)
    assert found() == {"forum-tanpa-usulan": [LINE]}
    [finding] = read_completeness(whole).find("forum-tanpa-usulan").findings
    assert (
        finding.url
        == reverse("renja:homeless", args=[2028]) + f"?baris={RenjaLine.objects.get().pk}&tampil=semua"
    )
    FulfilmentFactory(line=RenjaLine.objects.get())
    assert found() == {}


# --- Money -------------------------------------------------------------------------------------------


def test_plan_over_its_ceilings_says_by_how_much(found):
    Ceiling.objects.update(amount=Decimal(70_000_000))
    assert found() == {
        "pagu-terlampaui": [
            "Seluruhnya: lebih Rp30.000.000 dari pagu indikatif",
            "PAD: lebih Rp30.000.000 dari pagunya",
        ]
    }


def test_one_ceiling_for_all_sources_is_compared_with_the_whole_alone(found):
    Ceiling.objects.update(amount=Decimal(70_000_000), source_of_funds="")
    assert found() == {"pagu-terlampaui": ["Seluruhnya: lebih Rp30.000.000 dari pagu indikatif"]}


def test_money_above_the_lowest_level_makes_totals_differ(whole, found):
    LineFactory(renja=whole, node=make_node("2.16.02.2.01"), pagu=5, source_of_funds="PAD")
    assert found() == {"total-sama": ["2.16.02.2.01 Nama 2.16.02.2.01"]}


# --- Texts -------------------------------------------------------------------------------------------


def test_empty_part_and_draft_are_told_apart(whole, found, write):
    write("1.1", "<p> </p>")
    whole.chapters.filter(key="1.3").update(is_ready=False)
    assert found() == {"bagian-kosong": ["1.1 Latar Belakang"], "bagian-draf": ["1.3 Maksud dan Tujuan"]}
    [finding] = read_completeness(whole).find("bagian-kosong").findings
    assert finding.url == reverse("renja:chapter", args=[2028, "1.1"])


@pytest.mark.parametrize(
    ("html", "told"),
    [
        (
            "<p>PP 12/2019</p><p>UU 23/2014</p>",
            {"landasan-urutan": ["UU 23/2014 seharusnya sebelum PP 12/2019"]},
        ),
        (
            "<p>UU 23/2014</p><p>UU 14/2008</p>",
            {"landasan-tahun": ["UU 14/2008 lebih lama daripada UU 23/2014"]},
        ),
        (
            "<p>Menurut peraturan yang berlaku.</p>",
            {"landasan-tak-terbaca": ["Tulis setiap peraturan pada baris atau butir tersendiri."]},
        ),
    ],
    ids=["rank", "year", "none"],
)
def test_legal_basis_is_in_order(found, write, html, told):
    write("1.2", html)
    assert found() == told


@pytest.mark.parametrize("key", ["3.3", "4"])
def test_counts_in_texts_are_those_of_the_matrix(found, write, key):
    write(key, "<p>Renja memuat 1 (satu) program, 1 kegiatan, dan 2 (dua) sub kegiatan.</p>")
    assert found() == {"jumlah-naskah": ["Tertulis “2 (dua) sub kegiatan”, sedangkan matriks memuat 1"]}


def test_plan_of_two_levels_is_not_asked_for_sub_kegiatan(whole, found, write):
    whole.edition = edition_2006()
    whole.save()
    write("3.3", "<p>Renja memuat 1 program, 1 kegiatan, dan 2 sub kegiatan.</p>")
    assert "jumlah-naskah" not in found()


@pytest.mark.parametrize(
    "amount", ["100.000.000", "110.000.000", "200.000.000"], ids=["plan", "next-year", "ceiling"]
)
def test_sums_of_the_plan_may_be_told(found, write, amount):
    write("4", f"<p>Total pagu sebesar Rp{amount}.</p>")
    assert found() == {}


def test_other_sum_is_told_with_that_of_the_matrix(found, write):
    write("4", "<p>Total pagu sebesar Rp99.000.000 (sembilan puluh delapan juta rupiah).</p>")
    told = "Rp99.000.000 (sembilan puluh delapan juta rupiah)"
    assert found() == {
        "rupiah-naskah": [f"Tertulis “{told}”, sedangkan jumlah pagu pada matriks Rp100.000.000"],
        "terbilang": [f"Periksa “{told}”"],
    }


@pytest.mark.parametrize(
    ("html", "is_labelled"),
    [
        ("<p>Tabel 2.1 Capaian</p><table><tr><td>1</td></tr></table>", True),
        ("<table><tr><td>1</td></tr></table><p>Tabel 2.1 Capaian</p>", True),
        ("<p>Tabel 2.1</p><p>Uraian.</p><table><tr><td>1</td></tr></table>", False),
        ("<table><tr><td>1</td></tr></table>", False),
    ],
    ids=["above", "below", "too-far", "none"],
)
def test_table_inside_a_text_has_a_label(found, write, html, is_labelled):
    write("1.4", html)
    assert found() == ({} if is_labelled else {"tabel-naskah": ["1.4 Sistematika Penulisan: 1 tabel"]})


@pytest.mark.parametrize(
    ("text", "count"), [("Target tercapai.", 1), ("Target belum tercapai.", 1), ("Angka disajikan.", 2)],
    ids=["only-reached", "only-missed", "neither"],
)  # fmt: skip
def test_evaluation_tells_both_sides(found, write, text, count):
    write("2.1", f"<p>{text}</p>")
    assert len(found()["evaluasi-lengkap"]) == count


def test_closing_has_guidance_and_follow_up(found, write):
    write("5", "<p>Demikian.</p>")
    assert len(found()["penutup-lengkap"]) == 2


# --- Tables, proposals, papers -----------------------------------------------------------------------


def test_empty_table_leads_to_its_page(whole, found):
    whole.table_rows.filter(table="T-C.29").delete()
    assert found() == {"tabel-kosong": ["Tabel T-C.29"]}
    [finding] = read_completeness(whole).find("tabel-kosong").findings
    assert finding.url == reverse("renja:table", args=[2028, "T-C.29"])


def test_accepted_proposal_in_no_line_leads_to_its_link(whole, found):
    proposal = ProposalFactory(forum=whole.forum, accepted=True, title="Titik internet")
    assert found() == {"usulan-belum-dimuat": [f"{proposal.number} Titik internet"]}
    [finding] = read_completeness(whole).find("usulan-belum-dimuat").findings
    assert finding.url == reverse("renja:link", args=[2028, proposal.number])


def test_very_many_homeless_proposals_are_named_in_part(whole, monkeypatch):
    monkeypatch.setattr("renja.completeness.papers.SHOWN", 1)
    ProposalFactory.create_batch(2, forum=whole.forum, accepted=True)
    checked = read_completeness(whole).find("usulan-belum-dimuat")
    assert checked.count == 2
    assert [finding.url for finding in checked.findings][1] == reverse("renja:homeless", args=[2028])


def test_what_waits_for_others_is_counted(whole, found):
    DecisionFactory(proposal__forum=whole.forum)
    assert found() == {"hasil-menunggu": ["1 hasil menunggu pimpinan"]}


def test_document_has_a_date_and_a_signer(whole, found):
    Official.objects.all().delete()
    whole.dated = None
    whole.save()
    assert list(found()) == ["penanda-tangan", "tanggal-dokumen"]
