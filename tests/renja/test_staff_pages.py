"""The planners' pages: who opens them, what they show, that nothing typed is lost."""

import re
from decimal import Decimal

import pytest
from django.urls import reverse

from forums.models import Ceiling
from renja.models import Chapter, Fulfilment, Renja, RenjaLine
from renja.services.plans import settings_mark
from tests.factories.forums import ForumFactory
from tests.factories.proposals import ProposalFactory
from tests.factories.renja import (
    ChapterFactory,
    EditionFactory,
    FulfilmentFactory,
    IndicatorFactory,
    LineFactory,
    RenjaFactory,
    edition_2006,
    make_node,
)

STAFF = ["sekretariat", "verifikator", "perencana", "pimpinan", "admin_user"]
READS = ["edit", "homeless", "chapters"]
EDITS = ["settings", "line_add", "line", "line_remove", "link", "chapter"]


@pytest.fixture
def line(renja):
    line = LineFactory(renja=renja, node=make_node("2.16.02.2.01.0014", name="Pengelolaan Konten"))
    IndicatorFactory(line=line)
    return line


@pytest.fixture
def proposal(forum):
    return ProposalFactory(forum=forum, accepted=True, volume=200, agreed_volume=120, volume_unit="orang")


@pytest.fixture
def address(line, proposal):
    """`address("line")`: of the plan with one line and one accepted proposal."""
    rest = {
        "line": [line.pk], "line_remove": [line.pk], "link": [proposal.number], "chapter": ["1.1"],
        "unlink": [line.pk, proposal.number],
    }  # fmt: skip
    return lambda name: reverse(f"renja:{name}", args=[2028, *rest.get(name, [])])


def read(answer) -> str:
    """The text of a page without tags, white space squeezed."""
    return " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split())


# --- who may ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", READS)
@pytest.mark.parametrize("role", STAFF)
def test_all_host_staff_read_the_draft(enter, address, request, role, name):
    assert enter(request.getfixturevalue(role)).get(address(name)).status_code == 200


@pytest.mark.parametrize("name", [*READS, *EDITS])
@pytest.mark.parametrize("role", ["pengusul", "pemeriksa"])
def test_outsiders_do_not_enter(enter, address, request, role, name):
    assert enter(request.getfixturevalue(role)).get(address(name)).status_code == 403


@pytest.mark.parametrize("name", [*READS, *EDITS])
def test_strangers_sign_in_first(client, address, name):
    assert client.get(address(name)).status_code == 302


@pytest.mark.parametrize("name", EDITS)
@pytest.mark.parametrize("role", STAFF)
def test_only_planners_open_what_edits(enter, address, request, role, name):
    expected = 200 if role == "perencana" else 403
    assert enter(request.getfixturevalue(role)).get(address(name)).status_code == expected


@pytest.mark.parametrize("name", [*READS, *EDITS])
def test_every_page_of_a_locked_plan_opens_without_a_button_to_save(
    enter, address, perencana, lock_plan, name
):
    lock_plan()
    answer = enter(perencana).get(address(name))
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "dikunci sejak" in page
    if name != "settings":
        assert "Simpan" not in page
        assert "Tambahkan" not in page


def test_readers_get_no_links_to_what_edits(enter, address, sekretariat):
    page = enter(sekretariat).get(address("edit")).content.decode()
    assert address("line") not in page
    assert address("settings") not in page
    assert address("link") not in enter(sekretariat).get(address("homeless")).content.decode()


@pytest.mark.parametrize("name", ["edit", "homeless", "chapters", "settings"])
def test_other_years_are_not_found(enter, perencana, renja, name):
    assert enter(perencana).get(reverse(f"renja:{name}", args=[2031])).status_code == 404


def test_lines_of_another_year_are_not_found(enter, perencana, line):
    RenjaFactory(forum=ForumFactory(plan_year=2027))
    for name in ("line", "line_remove"):
        assert enter(perencana).get(reverse(f"renja:{name}", args=[2027, line.pk])).status_code == 404


# --- the plan ----------------------------------------------------------------------------------------------


def test_year_without_plan_says_how_to_begin(enter, forum, perencana):
    EditionFactory()
    visitor = enter(perencana)
    page = read(visitor.get(reverse("renja:edit", args=[2028])))
    assert "Buat Renja 2028" in page
    assert "Edisi Uji" in page
    answer = visitor.post(reverse("renja:create", args=[2028]), follow=True)
    assert "Mulailah dengan mencari sub kegiatan" in read(answer)
    assert Renja.objects.get().forum == forum


def test_plan_that_cannot_begin_says_why(enter, forum, perencana, lock_plan):
    visitor = enter(perencana)
    assert "Daftar kode resmi belum ada" in read(visitor.get(reverse("renja:edit", args=[2028])))
    lock_plan()
    answer = visitor.post(reverse("renja:create", args=[2028]), follow=True)
    assert "Renja 2028 dikunci sejak" in read(answer)
    assert not Renja.objects.exists()


def test_plan_shows_totals_ceiling_and_coverage(enter, address, perencana, line, proposal):
    Ceiling.objects.create(
        forum=line.renja.forum, amount=200_000_000, dated="2027-01-15", basis="SE Nomor 050"
    )
    page = read(enter(perencana).get(address("edit")))
    for words in (
        "Rp100.000.000", "50% dari pagu indikatif Rp200.000.000", "Sisa Rp100.000.000", "SE Nomor 050, 15 Januari 2027",
        "Prakiraan maju 2029: Rp110.000.000", "0 dari 1 usulan diterima sudah dimuat", "Pengelolaan Konten",
        "Balikpapan Utara, Karang Joang", "12 Dokumen",
    ):  # fmt: skip
        assert words in page


def test_plan_above_the_ceiling_says_by_how_much(enter, address, perencana, line):
    Ceiling.objects.create(forum=line.renja.forum, amount=90_000_000, dated="2027-01-15", basis="SE")
    page = enter(perencana).get(address("edit"))
    assert "Melebihi pagu indikatif sebesar Rp10.000.000." in read(page)
    assert '<progress class="over"' in page.content.decode()


def test_plan_of_two_levels_shows_its_kegiatan(enter, forum, perencana):
    renja = RenjaFactory(forum=forum, edition=edition_2006(), bidang_code="1.25")
    node = make_node("1.25.15.01", name="Pembinaan Media", edition=renja.edition)
    visitor = enter(perencana)
    visitor.post(reverse("renja:line_add", args=[2028]), {"node": node.pk})
    data = line_form(RenjaLine.objects.get(), pagu="5.000.000")
    assert (
        visitor.post(reverse("renja:line", args=[2028, RenjaLine.objects.get().pk]), data).status_code == 302
    )
    page = read(visitor.get(reverse("renja:edit", args=[2028])))
    assert "1.25.15.01 Pembinaan Media" in page
    assert "Jumlah 5.000.000" in page


@pytest.mark.parametrize("name", ["edit", "homeless", "chapters", "line_add"])
def test_lists_ask_as_much_for_three_rows_as_for_one(
    enter, renja, perencana, django_assert_max_num_queries, name
):
    target = reverse(f"renja:{name}", args=[2028]) + "?tampil=semua"

    def add(n):
        line = LineFactory(renja=renja, node=make_node(f"2.16.02.2.01.{n:04d}"))
        IndicatorFactory(line=line)
        FulfilmentFactory(line=line)
        ChapterFactory(renja=renja, key=f"1.{n}")
        make_node(f"2.20.02.2.01.{n:04d}")

    def asked() -> int:
        with django_assert_max_num_queries(60) as queries:
            assert visitor.get(target).status_code == 200
        return len(queries)

    visitor = enter(perencana)
    add(1)
    asked()
    one = asked()
    add(2)
    add(3)
    assert asked() == one


# --- settings -----------------------------------------------------------------------------------------------


def settings_form(renja, **changes) -> dict:
    data = {"stage": renja.stage, "dated": "", "bidang_code": "2.16", "is_published": "on"}
    return data | {"seen": settings_mark(renja)} | changes


def test_settings_are_saved(enter, address, perencana, renja):
    make_node("2.20")
    data = settings_form(renja, stage="rancangan", dated="2027-06-15", bidang_code="2.20")
    answer = enter(perencana).post(address("settings"), data)
    assert answer.url == address("edit")
    renja.refresh_from_db()
    assert (renja.stage, str(renja.dated), renja.bidang_code) == ("rancangan", "2027-06-15", "2.20")


def test_settings_offer_the_bidang_of_the_edition(enter, address, perencana, renja):
    make_node("X.XX.01")
    make_node("2.20")
    choices = enter(perencana).get(address("settings")).context["form"].fields["bidang_code"].choices
    assert [code for code, _label in choices] == ["2.16", "2.20"]
    renja.bidang_code = "1.25"
    renja.save()
    choices = enter(perencana).get(address("settings")).context["form"].fields["bidang_code"].choices
    assert choices[0] == ("1.25", "1.25")


def test_wrong_settings_say_how_to_mend_them(enter, address, perencana, renja):
    data = settings_form(renja, dated="kemarin", bidang_code="9.99")
    answer = enter(perencana).post(address("settings"), data)
    assert answer.status_code == 200
    assert "Tulis tanggal, misalnya 15-06-2027." in read(answer)
    assert 'value="kemarin"' in answer.content.decode()


def test_stale_settings_show_both(enter, address, perencana, renja):
    data = settings_form(renja, stage="ditetapkan")
    Renja.objects.update(stage="rancangan_akhir")
    answer = enter(perencana).post(address("settings"), data)
    assert answer.status_code == 409
    assert "Yang tersimpan sekarang" in read(answer)
    assert "Rancangan akhir" in read(answer)
    assert (
        enter(perencana).post(address("settings"), data | {"seen": answer.context["seen"]}).status_code == 302
    )
    renja.refresh_from_db()
    assert renja.stage == "ditetapkan"


def test_settings_refused_keep_what_was_chosen(enter, address, perencana, renja, lock_plan):
    make_node("2.20")
    lock_plan()
    answer = enter(perencana).post(address("settings"), settings_form(renja, bidang_code="2.20"))
    assert "kode bidang urusan tidak dapat diubah" in read(answer)
    assert answer.context["form"]["bidang_code"].value() == "2.20"


# --- lines -----------------------------------------------------------------------------------------------------


def test_code_is_found_and_added(enter, renja, perencana):
    node = make_node("2.16.03.2.02.0038", name="Kota Cerdas", indikator="Jumlah laporan", satuan="Laporan")
    visitor, target = enter(perencana), reverse("renja:line_add", args=[2028])
    page = read(visitor.get(target, {"q": "cerdas"}))
    assert "1 kode" in page
    assert "2.16.03.2.02.0038 Kota Cerdas" in page
    answer = visitor.post(target, {"node": node.pk})
    line = RenjaLine.objects.get()
    assert answer.url == reverse("renja:line", args=[2028, line.pk])
    assert "Sudah dimuat, buka" in read(visitor.get(target, {"q": "cerdas"}))


def test_codes_are_searched_while_typing(enter, renja, perencana):
    make_node("2.16.03.2.02.0038", name="Kota Cerdas")
    answer = enter(perencana).get(
        reverse("renja:line_add", args=[2028]), {"q": "cerd"}, headers={"HX-Request": "true"}
    )
    assert answer.content.decode().strip().startswith('<div id="hasil"')
    assert "HX-Request" in answer["Vary"]
    assert "Kota Cerdas" in read(answer)


def test_nothing_found_says_what_to_try(enter, renja, perencana):
    assert "Tidak ada kode yang cocok" in read(
        enter(perencana).get(reverse("renja:line_add", args=[2028]), {"q": "zzz"})
    )


@pytest.mark.parametrize("value", ["", "0", "-1", "x", "9" * 40, "²", "\x00"])
def test_garbage_as_code_is_not_found(enter, renja, perencana, value):
    assert enter(perencana).post(reverse("renja:line_add", args=[2028]), {"node": value}).status_code == 404


@pytest.mark.parametrize("value", ["\x00", "9" * 500, "'; drop table", "a:*|&!()", "X.XX"])
def test_garbage_in_the_search_is_no_error(enter, renja, perencana, value):
    make_node("2.16.03.2.02.0038")
    answer = enter(perencana).get(
        reverse("renja:line_add", args=[2028]), {"q": value, "page": value, "atas": value}
    )
    assert answer.status_code == 200


def test_refused_code_says_why(enter, renja, perencana):
    node = make_node("2.16")
    answer = enter(perencana).post(reverse("renja:line_add", args=[2028]), {"node": node.pk}, follow=True)
    assert "program, kegiatan, atau tingkat terbawah" in read(answer)


def test_code_added_for_a_proposal_leads_on_to_the_link(enter, renja, perencana, proposal):
    node = make_node("2.16.03.2.02.0038")
    target = reverse("renja:line_add", args=[2028]) + f"?usulan={proposal.number}"
    visitor = enter(perencana)
    assert proposal.title in read(visitor.get(target))
    answer = visitor.post(target, {"node": node.pk})
    line = RenjaLine.objects.get()
    assert answer.url == reverse("renja:link", args=[2028, proposal.number]) + f"?baris={line.pk}"


def line_form(line, *, version=None, rows=(), **changes) -> dict:
    data = {
        "version": line.version if version is None else version, "location": line.location,
        "target_group": line.target_group, "pagu": line.pagu or "", "source_of_funds": line.source_of_funds,
        "forward_pagu": line.forward_pagu or "", "origin": line.origin, "unit": "", "note": "", "withheld_reason": "",
        "indikator-TOTAL_FORMS": len(rows), "indikator-INITIAL_FORMS": len([r for r in rows if r.get("id")]),
    }  # fmt: skip
    for n, row in enumerate(rows):
        data |= {f"indikator-{n}-{name}": value for name, value in row.items()}
    return data | changes


def row(text="Jumlah laporan", **fields) -> dict:
    return {
        "id": "",
        "text": text,
        "target": "12,5",
        "satuan": "Laporan",
        "target_label": "",
        "forward_target": "",
    } | fields


def test_line_is_saved_as_typed_the_indonesian_way(enter, address, perencana, line):
    old = line.indicators.get()
    rows = [
        row(id=old.pk, text="Diubah"),
        row("Kedua", target="", target_label="BB"),
        row("", target="", satuan=""),
    ]
    data = line_form(line, pagu="187.500.000,50", rows=rows)
    answer = enter(perencana).post(address("line"), data)
    assert answer.url == address("edit") + f"#baris-{line.pk}"
    line.refresh_from_db()
    assert (line.pagu, line.version) == (Decimal("187500000.50"), 2)
    assert [(i.text, i.target_text) for i in line.indicators.all()] == [
        ("Diubah", "12,5 Laporan"),
        ("Kedua", "BB"),
    ]
    assert line.indicators.first().pk == old.pk


def test_line_saved_for_a_further_indicator_comes_back(enter, address, perencana, line):
    answer = enter(perencana).post(address("line"), line_form(line, rows=[row()]) | {"lagi": "1"})
    assert answer.url == address("line") + "#indikator"


def test_ticked_indicator_is_removed(enter, address, perencana, line):
    old = line.indicators.get()
    enter(perencana).post(address("line"), line_form(line, rows=[row(id=old.pk, DELETE="on")]))
    assert not line.indicators.exists()


@pytest.mark.parametrize(
    ("changes", "rows", "says"),
    [
        ({"pagu": "seratus"}, [], "“seratus” bukan angka yang dapat dibaca."),
        ({"pagu": "-5"}, [], "lebih besar dari atau sama dengan 0"),
        ({}, [row("", target="5")], "Tulis indikatornya"),
        ({}, [row(target="5", target_label="BB")], "Isi salah satu"),
    ],
)
def test_wrong_line_says_how_to_mend_it_and_keeps_what_was_typed(
    enter, address, perencana, line, changes, rows, says
):
    data = line_form(line, rows=rows, note="Catatan yang diketik", version=1) | changes
    answer = enter(perencana).post(address("line"), data)
    page = answer.content.decode()
    assert answer.status_code == 200
    assert says in read(answer)
    assert "<title>Kesalahan:" in page
    assert 'value="Catatan yang diketik"' in page
    line.refresh_from_db()
    assert line.note == ""


def test_stale_line_shows_both_and_overwrites_nothing(enter, address, perencana, line):
    line.indicators.update(text="Indikator dari rekan")
    RenjaLine.objects.update(note="Catatan rekan", version=2)
    data = line_form(line, version=1, note="Catatan saya", rows=[row("Indikator saya")])
    visitor = enter(perencana)
    answer = visitor.post(address("line"), data)
    page = read(answer)
    assert answer.status_code == 409
    for words in (
        "Bandingkan kedua isian",
        "Catatan rekan",
        "Catatan saya",
        "Indikator dari rekan",
        "Indikator saya",
    ):
        assert words in page
    assert 'value="Catatan saya"' in answer.content.decode()
    line.refresh_from_db()
    assert (line.note, line.version) == ("Catatan rekan", 2)
    assert visitor.post(address("line"), data | {"version": answer.context["version"]}).status_code == 302
    line.refresh_from_db()
    assert line.note == "Catatan saya"


def test_wrong_form_stays_based_on_the_version_that_was_read(enter, address, perencana, line):
    RenjaLine.objects.update(version=2)
    answer = enter(perencana).post(address("line"), line_form(line, version=1, pagu="x"))
    assert answer.context["version"] == 1


@pytest.mark.parametrize("version", ["", "x", "-1", "9" * 30])
def test_tampered_version_counts_as_stale(enter, address, perencana, line, version):
    data = line_form(line, note="baru") | {"version": version}
    assert enter(perencana).post(address("line"), data).status_code == 409


def test_same_form_sent_twice_is_saved_once(enter, address, perencana, line):
    data = line_form(line, note="Sekali", rows=[row()])
    visitor = enter(perencana)
    assert [visitor.post(address("line"), data).status_code for _n in range(2)] == [302, 302]
    line.refresh_from_db()
    assert (line.version, line.indicators.count()) == (2, 1)


def test_line_saved_too_late_keeps_what_was_typed(enter, address, perencana, line, lock_plan):
    lock_plan()
    answer = enter(perencana).post(address("line"), line_form(line, note="Terlambat"))
    assert "dikunci sejak" in read(answer)
    assert 'value="Terlambat"' in answer.content.decode()


def test_line_above_the_lowest_level_is_asked_for_no_money(enter, renja, perencana):
    program = LineFactory(
        renja=renja, node=make_node("2.16.02"), pagu=None, source_of_funds="", forward_pagu=None
    )
    page = enter(perencana).get(reverse("renja:line", args=[2028, program.pk]))
    assert not {"pagu", "forward_pagu", "source_of_funds"} & set(page.context["form"].fields)
    assert "Usulan yang dijawab" not in read(page)


def test_line_without_form_data_is_shown_again(enter, address, perencana, line):
    assert enter(perencana).post(address("line"), {}).status_code == 200


def test_removing_names_the_proposals_that_lose_their_line(enter, address, perencana, line, proposal):
    FulfilmentFactory(line=line, proposal=proposal)
    visitor = enter(perencana)
    page = visitor.get(address("line_remove"))
    assert proposal.title in read(page)
    answer = visitor.post(address("line_remove"), {"usulan": ["x"]}, follow=True)
    assert "menjawab usulan lain" in read(answer)
    assert RenjaLine.objects.exists()
    answer = visitor.post(address("line_remove"), {"usulan": [proposal.pk]})
    assert answer.url == address("edit")
    assert not RenjaLine.objects.exists()


# --- links ----------------------------------------------------------------------------------------------------------


def test_homeless_list_leads_to_the_link(enter, address, perencana, line, proposal):
    visitor = enter(perencana)
    page = visitor.get(address("homeless"))
    assert proposal.title in read(page)
    assert address("link") in page.content.decode()
    FulfilmentFactory(line=line, proposal=proposal, share=Decimal(60))
    assert "Semua usulan diterima sudah dimuat" in read(visitor.get(address("homeless")))
    assert "Dipenuhi 60%" in read(visitor.get(address("homeless"), {"tampil": "sudah"}))
    assert proposal.title in read(visitor.get(address("homeless"), {"tampil": "semua"}))


def test_homeless_list_without_proposals_says_when_they_come(enter, renja, perencana):
    visitor, target = enter(perencana), reverse("renja:homeless", args=[2028])
    assert "Belum ada usulan diterima" in read(visitor.get(target))
    ProposalFactory(forum=renja.forum, accepted=True)
    assert "Belum ada yang dimuat" in read(visitor.get(target, {"tampil": "sudah"}))


@pytest.mark.parametrize("value", ["\x00", "²", "9" * 40, "-1", "x"])
def test_garbage_in_the_lists_address_is_no_error(enter, address, perencana, value):
    query = {"tampil": value, "baris": value, "page": value}
    assert enter(perencana).get(address("homeless"), query).status_code == 200
    assert enter(perencana).get(address("link"), {"baris": value}).status_code == 200


def test_line_picks_its_proposal(enter, address, perencana, line, proposal):
    visitor = enter(perencana)
    page = visitor.get(address("homeless"), {"baris": line.pk})
    assert "Tautkan usulan ke baris ini" in read(page)
    assert f"{address('link')}?baris={line.pk}" in page.content.decode()
    answer = visitor.post(
        f"{address('link')}?baris={line.pk}", {"line": line.pk, "share": "60", "amount": "1.000.000"}
    )
    assert answer.url == address("line")
    made = Fulfilment.objects.get()
    assert (made.proposal, made.share, made.amount) == (proposal, Decimal(60), Decimal(1_000_000))
    assert proposal.title in read(visitor.get(address("line")))


def test_link_leads_back_to_the_list(enter, address, perencana, line):
    answer = enter(perencana).post(address("link"), {"line": line.pk, "share": "60", "amount": ""})
    assert answer.url == address("homeless")


def test_link_suggests_the_agreed_part(enter, address, perencana):
    assert 'value="60"' in enter(perencana).get(address("link")).content.decode()


def test_link_that_exists_is_changed(enter, address, perencana, line, proposal):
    FulfilmentFactory(line=line, proposal=proposal, share=Decimal(25), amount=Decimal(500))
    page = enter(perencana).get(f"{address('link')}?baris={line.pk}")
    assert page.context["form"].initial == {"line": line, "share": Decimal(25), "amount": Decimal(500)}


def test_refused_link_keeps_what_was_typed(enter, address, perencana, renja, line, proposal):
    FulfilmentFactory(line=LineFactory(renja=renja), proposal=proposal, share=Decimal(90))
    answer = enter(perencana).post(address("link"), {"line": line.pk, "share": "20", "amount": ""})
    assert "isi paling banyak 10%" in read(answer)
    assert 'value="20"' in answer.content.decode()


def test_wrong_link_says_how_to_mend_it(enter, address, perencana):
    page = read(enter(perencana).post(address("link"), {"line": "", "share": ""}))
    assert "Pilih baris yang menjawab usulan ini." in page
    assert "Isi berapa persen" in page
    assert "tidak ada lagi dalam Renja" in read(
        enter(perencana).post(address("link"), {"line": "999999", "share": "5"})
    )


def test_link_needs_a_line_first(enter, renja, perencana, proposal):
    page = enter(perencana).get(reverse("renja:link", args=[2028, proposal.number]))
    assert "Renja belum mempunyai baris" in read(page)


@pytest.mark.parametrize("status", ["submitted", "verified", "rejected", "deferred"])
def test_link_page_knows_accepted_proposals_alone(enter, renja, perencana, status):
    other = ProposalFactory(forum=renja.forum, status=status)
    assert enter(perencana).get(reverse("renja:link", args=[2028, other.number])).status_code == 404


def test_proposal_is_let_go(enter, address, perencana, line, proposal, lock_plan):
    FulfilmentFactory(line=line, proposal=proposal)
    visitor = enter(perencana)
    answer = visitor.post(address("unlink"), follow=True)
    assert "tidak lagi dijawab oleh" in read(answer)
    assert not Fulfilment.objects.exists()
    assert visitor.post(address("unlink")).url == address("line")
    FulfilmentFactory(line=line, proposal=proposal)
    lock_plan()
    assert "dikunci sejak" in read(visitor.post(address("unlink"), follow=True))
    assert Fulfilment.objects.exists()


def test_line_marks_a_proposal_that_is_no_longer_accepted(enter, address, perencana, line, proposal):
    FulfilmentFactory(line=line, proposal=proposal)
    proposal.status = "deferred"
    proposal.save()
    assert "Cadangan" in read(enter(perencana).get(address("line")))


# --- text -------------------------------------------------------------------------------------------------------------


def test_chapters_show_what_is_written(enter, renja, perencana):
    ChapterFactory(renja=renja, key="1.1", html="<p>Tiga kata saja</p>")
    ChapterFactory(renja=renja, key="1.2", html="<p> </p>")
    page = read(enter(perencana).get(reverse("renja:chapters", args=[2028])))
    assert "1 dari 15" in page
    assert "3 kata · disimpan" in page
    assert "urut dari peraturan tertinggi ke terendah" in page


def test_undeclared_chapter_is_not_found(enter, renja, perencana):
    for key in ("1", "9.9", "x%00"):
        assert enter(perencana).get(f"/kerja/renja/2028/naskah/{key}/").status_code == 404


@pytest.mark.parametrize(
    ("button", "name", "args"),
    [("", "chapters", []), ("tetap", "chapter", ["1.1"]), ("lanjut", "chapter", ["1.2"])],
)
def test_chapter_is_saved_clean(enter, address, perencana, button, name, args):
    data = {"version": "0", "text": "Isi <script>alert(1)</script><b onclick='x()'>tebal</b>", button: "1"}
    answer = enter(perencana).post(address("chapter"), data)
    assert answer.url == reverse(f"renja:{name}", args=[2028, *args])
    assert Chapter.objects.get().html == "<p>Isi <strong>tebal</strong></p>"


def test_last_chapter_has_nothing_after_it(enter, renja, perencana):
    target = reverse("renja:chapter", args=[2028, "5"])
    answer = enter(perencana).post(target, {"version": "0", "text": "Akhir", "lanjut": "1"})
    assert answer.url == reverse("renja:chapters", args=[2028])
    first = enter(perencana).get(reverse("renja:chapter", args=[2028, "kata-pengantar"]))
    assert first.context["previous"] is None


def test_stale_chapter_shows_both_texts_and_overwrites_nothing(enter, address, perencana, renja):
    ChapterFactory(renja=renja, html="<p>Teks rekan</p>", version=2)
    data = {"version": "1", "text": "<p>Teks saya<script>alert(1)</script></p>"}
    visitor = enter(perencana)
    answer = visitor.post(address("chapter"), data)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Teks rekan" in page
    assert page.count("Teks saya") == 2
    assert "<script>alert" not in page
    assert Chapter.objects.get().html == "<p>Teks rekan</p>"
    assert visitor.post(address("chapter"), data | {"version": "2"}).status_code == 302
    assert Chapter.objects.get().html == "<p>Teks saya</p>"


def test_chapter_saved_too_late_keeps_what_was_typed(enter, address, perencana, lock_plan):
    lock_plan()
    answer = enter(perencana).post(address("chapter"), {"version": "0", "text": "Jangan hilang"})
    assert "dikunci sejak" in read(answer)
    assert "Jangan hilang" in answer.content.decode()


def test_editor_page_keeps_the_strict_policy(enter, address, perencana):
    policy = enter(perencana).get(address("chapter"))["Content-Security-Policy"]
    parts = {part.strip() for part in policy.split(";")}
    assert {"script-src 'self'", "style-src 'self'"} <= parts


def test_export_page_names_what_is_missing(enter, address, perencana, line):
    answer = enter(perencana).get(reverse("reports:export", args=[2028]))
    page = answer.content.decode()
    assert "Unduh Renja (PDF)" in page
    assert "Bagian naskah yang belum diisi" in page
    assert address("chapters") in page
    assert address("homeless") in page
