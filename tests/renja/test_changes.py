"""What differs between two states of a plan: nothing after nothing was done, and each change in words."""

import copy
import random
from decimal import Decimal

import pytest

from proposals.choices import Status
from renja.causes import explain, for_everybody
from renja.changes import read_changes
from renja.line_changes import ADDED, CHANGED, DROPPED, Answer
from renja.models import RenjaLine
from renja.revision_content import read_content
from renja.structure import editions
from renja.typed_tables import head_of
from renja.word_changes import Piece, changed_paragraphs
from tests.factories.meetings import AgreementFactory
from tests.factories.renja import (
    ChapterFactory,
    FulfilmentFactory,
    FundingFactory,
    IndicatorFactory,
    LineFactory,
    RevisionFactory,
    TableRowFactory,
    make_node,
)


def differ(renja, deed):
    """What a deed changed."""
    before = read_content(renja)
    deed()
    return read_changes(before, read_content(renja))


def told(line) -> dict[str, tuple[str, str]]:
    return {field.label: (field.old, field.new) for field in line.fields}


def write(line, **values):
    RenjaLine.objects.filter(pk=line.pk).update(**values)


@pytest.mark.parametrize("seed", range(6))
def test_freeze_followed_by_no_change_differs_in_nothing(renja, forum, seed):
    """Over plans that are put together at random."""
    chance = random.Random(seed)
    for n in range(chance.randint(0, 5)):
        line = LineFactory(
            renja=renja, node=make_node(f"2.16.0{chance.randint(2, 3)}.2.0{chance.randint(1, 2)}.{n + 1:04d}"),
            note=chance.choice(["", "Hasil “forum” → lanjut\\n"]), pagu=chance.choice([None, Decimal("0.01"), Decimal(10) ** 15]),
            urgency=chance.sample(["iku", "spm", "forum"], chance.randint(0, 3)), withheld_reason=chance.choice(["", "Persandian"]),
        )  # fmt: skip
        for _m in range(chance.randint(0, 2)):
            IndicatorFactory(line=line, target=chance.choice([None, Decimal("0.5")]))
            FulfilmentFactory(line=line, share=Decimal(chance.randint(1, 40)))
        if chance.random() < 0.5:
            FundingFactory(line=line)
            line.agreements.add(AgreementFactory(forum=forum))
    for key in chance.sample(["kata-pengantar", "1.1", "1.2", "5"], chance.randint(0, 4)):
        ChapterFactory(
            renja=renja, key=key, html=f"<p>Teks {chance.random()} &amp; lain</p><ul><li>Butir</li></ul>"
        )
    TableRowFactory.create_batch(chance.randint(0, 3), renja=renja)
    revision = RevisionFactory(renja=renja)
    revision.refresh_from_db()
    assert not read_changes(revision.content, read_content(renja))


def test_added_line_is_told_with_its_money_and_proposals(renja, line, proposal):
    def add():
        FulfilmentFactory(line=LineFactory(renja=renja), proposal=proposal, share=60)

    changes = differ(renja, add)
    (new,) = changes.lines
    assert (new.kind, new.pagu_before, new.pagu_after, new.difference) == (
        ADDED,
        None,
        100_000_000,
        100_000_000,
    )
    assert new.answers == (Answer(proposal.number, Decimal(60), is_new=True),)
    assert told(new)["Lokasi"] == ("", "Balikpapan Utara, Karang Joang")
    assert (changes.added, changes.changed, changes.dropped, changes.proposals) == (1, 0, 0, 1)
    assert (changes.pagu_before, changes.pagu_after) == (100_000_000, 200_000_000)


def test_dropped_line_names_what_it_answered(renja, line, proposal):
    FulfilmentFactory(line=line, proposal=proposal)
    (gone,) = differ(renja, line.delete).lines
    assert (gone.kind, gone.name, gone.difference) == (DROPPED, "Pengelolaan Konten", -100_000_000)
    assert [(one.number, one.is_new) for one in gone.answers] == [(proposal.number, False)]


@pytest.mark.parametrize(
    ("values", "label", "old", "new"),
    [
        ({"pagu": 120_000_000}, "Pagu indikatif", "Rp100.000.000", "Rp120.000.000"),
        ({"forward_pagu": None}, "Prakiraan maju", "Rp110.000.000", ""),
        ({"source_of_funds": "DAK"}, "Sumber dana", "PAD", "DAK"),
        ({"location": "Balikpapan Barat"}, "Lokasi", "Balikpapan Utara, Karang Joang", "Balikpapan Barat"),
        ({"target_group": ""}, "Kelompok sasaran", "Masyarakat kota", ""),
        ({"note": "Hasil forum"}, "Catatan penting", "", "Hasil forum"),
        ({"origin": "forum"}, "Asal", "Renstra", "Forum"),
        ({"urgency": ["spm", "iku"]}, "Urgensi", "", "IKU, SPM"),
        ({"withheld_reason": "Persandian"}, "Alasan dikecualikan", "", "Persandian"),
    ],
)
def test_each_field_is_told_old_and_new(renja, line, values, label, old, new):
    (changed,) = differ(renja, lambda: write(line, **values)).lines
    assert changed.kind == CHANGED
    assert told(changed) == {label: (old, new)}


def test_of_indicators_and_sources_those_are_told_that_differ(renja, line):
    def mend():
        IndicatorFactory(line=line, text="Jumlah siaran", target=None, target_label="BB", forward_target=None)
        FundingFactory(line=line, source="DAU", amount=20_000_000, forward=None)

    (changed,) = differ(renja, mend).lines
    words = told(changed)
    assert words["Indikator dan target"] == ("", "Jumlah siaran: BB → –")
    assert words["Sumber dana"] == ("", "DAU: Rp20.000.000 (prakiraan maju –)")
    assert changed.difference == 20_000_000


def test_order_of_indicators_is_told_by_both_lists(renja, line):
    first, second = line.indicators.get(), IndicatorFactory(line=line, text="Jumlah siaran", order=1)

    def swap():
        for indicator, order in ((first, 1), (second, 0)):
            indicator.order = order
            indicator.save()

    (changed,) = differ(renja, swap).lines
    old, new = told(changed)["Indikator dan target"]
    assert old.splitlines() == new.splitlines()[::-1]


def test_money_that_moves_between_sources_is_a_change(renja, line):
    other = FundingFactory(line=line, source="DAU", amount=20_000_000, forward=5)
    first = line.fundings.first()

    def move():
        for funding, forward in ((first, 110_000_005), (other, 0)):
            funding.forward = forward
            funding.save()

    (changed,) = differ(renja, move).lines
    assert list(told(changed)) == ["Sumber dana"]


def test_sums_by_source_are_compared_whatever_their_capitals(renja, line):
    other = LineFactory(renja=renja, source_of_funds="pad", pagu=40_000_000)

    def mend():
        write(line, pagu=120_000_000)
        write(other, source_of_funds="DAK")

    changes = differ(renja, mend)
    assert [(one.name, one.before, one.after, one.difference) for one in changes.sources] == [
        ("DAK", 0, 40_000_000, 40_000_000), ("PAD", 140_000_000, 120_000_000, -20_000_000),
    ]  # fmt: skip
    assert for_everybody(changes, {}).sources == ()


def test_texts_differ_word_by_word(renja):
    ChapterFactory(renja=renja, key="1.1", html="<p>Renja disusun tertutup.</p><p>Tetap.</p>")
    changes = differ(
        renja, lambda: renja.chapters.update(html="<p>Renja disusun secara terbuka.</p><p>Tetap.</p>")
    )
    (chapter,) = changes.chapters
    assert (chapter.kind, chapter.label) == (CHANGED, "1.1 Latar Belakang")
    assert chapter.paragraphs == (
        (Piece("same", "Renja disusun "), Piece("dropped", "tertutup."), Piece("added", "secara terbuka.")),
    )


@pytest.mark.parametrize(
    ("before", "after", "kinds"),
    [
        ("", "<p>Baru.</p>", ["added"]),
        ("<p>Lama.</p>", "", ["dropped"]),
        ("<p>Satu dua.</p>", "<p>Lain sama sekali ini.</p>", ["dropped", "added"]),
        ("<p>A.</p>", "<p>A.</p><p>B.</p>", ["added"]),
        ("<p>A <strong>b</strong>.</p>", "<p>A b.</p>", []),
        ("<p>" + "kata " * 900 + "</p>", "<p>" + "kata " * 901 + "</p>", ["dropped", "added"]),
        ("<p>x</p>" * 2100, "<p>x</p>" * 2100 + "<p>y</p>", ["added"]),
    ],
)
def test_paragraphs_that_differ(before, after, kinds):
    assert [piece.kind for one in changed_paragraphs(before, after) for piece in one] == kinds


def test_typed_rows_and_settings_are_told(renja):
    row = TableRowFactory(renja=renja, cells={"tujuan": "Layanan merata", "target": "3"})

    def mend():
        row.cells = {"tujuan": "Layanan merata", "target": "4.5"}
        row.save()
        TableRowFactory(renja=renja, cells={"tujuan": "Data terbuka"})
        renja.bidang_code = "2.20"
        renja.save()

    changes = differ(renja, mend)
    (table,) = changes.tables
    assert [(one.kind, one.name) for one in table.rows] == [
        (CHANGED, "Layanan merata"),
        (ADDED, "Data terbuka"),
    ]
    assert [(one.old, one.new) for one in table.rows[0].fields] == [("3", "4,5")]
    assert [(one.label, one.old, one.new) for one in changes.settings] == [
        ("Bidang urusan utama", "2.16", "2.20")
    ]


@pytest.mark.parametrize("edition", editions(), ids=lambda edition: edition.slug)
def test_heads_name_the_columns_of_a_typed_table(edition):
    for table in edition.typed:
        heads = [head_of(column, 2028) for column in table.columns]
        assert len(set(heads)) == len(heads), table.label


# --- What lies behind, and what everybody may read -----------------------------------------------------


def test_new_answers_come_first_with_their_state(renja, line, proposal, forum):
    FulfilmentFactory(line=line, proposal__number="ASP-2028-0000", share=10)
    agreement = AgreementFactory(forum=forum)
    changes = differ(
        renja,
        lambda: (FulfilmentFactory(line=line, proposal=proposal, share=40), line.agreements.add(agreement)),
    )
    (row,) = explain(changes.lines)
    assert [(one.number, one.is_new, one.share, one.state) for one in row.causes] == [
        (proposal.number, True, Decimal(40), "Diterima"), ("ASP-2028-0000", False, Decimal(10), "Diterima"),
    ]  # fmt: skip
    assert row.agreements == (agreement,)


def test_withheld_proposal_is_told_by_its_number(renja, line, proposal):
    proposal.withheld_reason = "Persandian"
    proposal.save()
    changes = differ(renja, lambda: FulfilmentFactory(line=line, proposal=proposal))
    assert explain(changes.lines)[0].causes[0].title == "Informasi dikecualikan"


def test_unpublished_proposal_is_no_cause(renja, line, proposal):
    changes = differ(renja, lambda: FulfilmentFactory(line=line, proposal=proposal))
    type(proposal).objects.update(status=Status.UNCONFIRMED)
    assert explain(changes.lines)[0].causes == ()


def test_everybody_reads_code_money_and_reason_of_a_closed_line(renja, line, proposal):
    write(line, withheld_reason="Persandian")

    def mend():
        write(line, pagu=90_000_000, location="Ruang sandi")
        FulfilmentFactory(line=line, proposal=proposal)

    (shown,) = for_everybody(differ(renja, mend), {}).lines
    assert (shown.code, shown.name, shown.fields, shown.answers, shown.agreements) == (
        "2.16.02.2.01.0014",
        "",
        (),
        (),
        (),
    )
    assert (shown.difference, shown.withheld) == (-10_000_000, "Persandian")


def test_what_was_closed_later_is_closed_in_older_changes(renja, line):
    changes = differ(renja, lambda: write(line, pagu=90_000_000))
    (shown,) = for_everybody(changes, {"2.16.02.2.01.0014": "Ditutup kemudian"}).lines
    assert (shown.name, shown.withheld) == ("", "Ditutup kemudian")


def test_nothing_is_said_of_a_closed_line_whose_money_stays(renja, line):
    write(line, withheld_reason="Persandian")
    assert for_everybody(differ(renja, lambda: write(line, location="Ruang sandi")), {}).lines == ()


def test_inner_fields_are_not_for_everybody(renja, line):
    changes = differ(renja, lambda: write(line, origin="forum", location="Balikpapan Barat"))
    assert list(told(for_everybody(changes, {}).lines[0])) == ["Lokasi"]
    assert for_everybody(differ(renja, lambda: write(line, origin="pokir")), {}).lines == ()


def test_comparing_leaves_both_sides_as_they_are(renja, line):
    before, after = read_content(renja), read_content(renja)
    after["rows"][-1]["line"]["note"] = "Lain"
    copies = copy.deepcopy((before, after))
    read_changes(before, after)
    assert (before, after) == copies
