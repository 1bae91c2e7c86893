"""Keselarasan as planners fill it in, and choose from it on the page of a line."""

import pytest
from django.urls import reverse

from renja.models import RenjaLine
from tests.factories.forums import ForumFactory
from tests.factories.renja import AimFactory, LineFactory, RenjaFactory, TableRowFactory
from tests.renja.pages import line_form, read

PAGE = reverse("renja:aims", args=[2028])
EDIT = reverse("renja:aims_edit", args=[2028])
BEGIN = reverse("renja:aims_begin", args=[2028])


def rows_form(visitor, *rows, old=()) -> dict:
    """What the page sends: `old` are rows that stand there already."""
    data = {
        "seen": visitor.get(EDIT).context["seen"],
        "baris-TOTAL_FORMS": len(old) + len(rows) + 1,
        "baris-INITIAL_FORMS": len(old),
    }
    for place, row in enumerate((*old, *rows, {"kind": "", "code": "", "text": ""})):
        data |= {f"baris-{place}-{name}": value for name, value in row.items()}
    return data


def as_row(aim, **changes) -> dict:
    return {"id": aim.pk, "kind": aim.kind, "code": aim.code, "text": aim.text} | changes


@pytest.fixture
def aim(renja):
    return AimFactory(renja=renja, kind="sasaran", code="1.2", text="Internet merata")


def test_empty_catalogue_says_what_it_is_for(enter, renja, perencana):
    page = read(enter(perencana).get(PAGE))
    assert "Daftar belum diisi" in page
    assert "Isi daftar" in page
    assert "Salin daftar" not in page
    assert "Ambil dari tabel" not in page


def test_rows_are_filled_in(enter, renja, perencana):
    visitor = enter(perencana)
    data = rows_form(visitor, {"kind": "prioritas", "code": "1.", "text": "Transformasi\nbirokrasi"})
    answer = visitor.post(EDIT, data, follow=True)
    assert "1 ditambah, 0 diubah, 0 dihapus" in read(answer)
    aim = renja.aims.get()
    assert (aim.code, aim.text) == ("1", "Transformasi birokrasi")
    assert "Daftar keselarasan tidak berubah." in read(
        visitor.post(EDIT, rows_form(visitor, old=[as_row(aim)]), follow=True)
    )


def test_wrong_rows_say_how_to_mend_them_and_lose_nothing(enter, renja, perencana):
    visitor = enter(perencana)
    twice = {"kind": "tujuan", "code": "1", "text": "Mutu layanan"}
    answer = visitor.post(
        EDIT, rows_form(visitor, twice, twice, {"kind": "", "code": "", "text": "Tanpa nomor"})
    )
    page = read(answer)
    for words in ("Nomor 1 sudah dipakai baris lain", "Pilih jenisnya.", "Tulis nomornya", "Tanpa nomor"):
        assert words in page
    assert not renja.aims.exists()


def test_stale_rows_show_both_texts(enter, renja, perencana, aim):
    visitor = enter(perencana)
    data = rows_form(visitor, old=[as_row(aim, text="Tulisan saya")])
    type(aim).objects.update(text="Tulisan orang lain")
    answer = visitor.post(EDIT, data)
    assert answer.status_code == 409
    for words in ("Yang tersimpan sekarang", "Tulisan orang lain", "Tulisan saya"):
        assert words in read(answer)
    again = data | {"seen": answer.context["seen"]}
    assert visitor.post(EDIT, again).status_code == 302
    aim.refresh_from_db()
    assert aim.text == "Tulisan saya"


def test_rows_that_are_all_gone_meanwhile_are_no_longer_there(enter, renja, perencana, aim):
    visitor = enter(perencana)
    data = rows_form(visitor, old=[as_row(aim, text="Tulisan saya")])
    aim.delete()
    answer = visitor.post(EDIT, data)
    assert answer.status_code == 409
    assert "Tulisan saya" in read(answer)


def test_row_that_lines_name_is_not_deleted(enter, renja, perencana, aim):
    LineFactory(renja=renja, aim=aim)
    visitor = enter(perencana)
    answer = visitor.post(EDIT, rows_form(visitor, old=[as_row(aim, DELETE="on")]))
    assert "masih disebut 1 baris" in read(answer)
    assert renja.aims.exists()


def test_catalogue_leads_to_its_lines(enter, renja, perencana, aim):
    LineFactory(renja=renja, aim=aim, priority=None)
    LineFactory(renja=renja)
    answer = enter(perencana).get(PAGE)
    page, source = read(answer), answer.content.decode()
    assert "Sasaran 1.2 Internet merata" in page
    assert "1 dari 2 baris belum menyebut" in page
    edit = reverse("renja:edit", args=[2028])
    assert f'href="{edit}?dukung={aim.pk}"' in source
    assert f'href="{edit}?dukung=tanpa"' in source


def test_readers_find_no_way_to_edit(enter, renja, sekretariat, aim):
    source = enter(sekretariat).get(PAGE).content.decode()
    assert EDIT not in source
    assert reverse("renja:aim_lines", args=[2028, aim.pk]) not in source


@pytest.mark.parametrize("role", ["pengusul", "sekretariat", "pemeriksa"])
def test_only_planners_fill_it_in(enter, renja, request, role, aim):
    visitor = enter(request.getfixturevalue(role))
    for address in (EDIT, reverse("renja:aim_lines", args=[2028, aim.pk])):
        assert visitor.get(address).status_code == 403
    assert visitor.post(BEGIN).status_code == 403


def test_locked_catalogue_opens_without_a_button_to_save(enter, renja, perencana, aim, lock_plan):
    lock_plan()
    visitor = enter(perencana)
    for address in (PAGE, EDIT, reverse("renja:aim_lines", args=[2028, aim.pk])):
        page = visitor.get(address).content.decode()
        assert "dikunci sejak" in page
        assert "Simpan" not in page
    assert "dikunci sejak" in read(visitor.post(BEGIN, follow=True))


def test_catalogue_begins_with_last_year_or_the_table(enter, renja, perencana):
    last = RenjaFactory(forum=ForumFactory(plan_year=2027))
    AimFactory(renja=last, text="Transformasi birokrasi")
    TableRowFactory(renja=renja, cells={"tujuan": "Mutu layanan", "sasaran": "Internet merata"})
    visitor = enter(perencana)
    page = read(visitor.get(PAGE))
    assert "Salin daftar dari Renja 2027" in page
    assert "menyebut 2 yang belum ada" in page
    assert "1 baris diambil" in read(visitor.post(BEGIN, {"dari": "lalu"}, follow=True))
    assert "2 baris diambil" in read(visitor.post(BEGIN, {"dari": "tabel"}, follow=True))
    assert "Tidak ada yang perlu diambil." in read(visitor.post(BEGIN, {"dari": "tabel"}, follow=True))
    assert "Salin daftar" not in read(visitor.get(PAGE))


def test_lines_are_ticked(enter, renja, perencana, aim):
    other = AimFactory(renja=renja, kind="sasaran", code="1.3")
    mine, theirs = LineFactory(renja=renja, aim=aim), LineFactory(renja=renja, aim=other)
    address, visitor = reverse("renja:aim_lines", args=[2028, aim.pk]), enter(perencana)
    page = visitor.get(address)
    assert "(S1.3)" in read(page)
    assert f'name="was" value="{mine.pk}"' in page.content.decode()
    answer = visitor.post(address, {"was": [mine.pk], "lines": [theirs.pk]})
    assert answer.url == PAGE
    assert list(RenjaLine.objects.filter(aim=aim)) == [theirs]
    mine.refresh_from_db()
    assert mine.aim is None


def test_lines_of_other_plans_cannot_be_ticked(enter, renja, perencana, aim):
    foreign = LineFactory(renja=RenjaFactory(forum=ForumFactory(plan_year=2027)))
    address = reverse("renja:aim_lines", args=[2028, aim.pk])
    assert (
        enter(perencana).post(address, {"was": ["x", foreign.pk], "lines": [foreign.pk]}).status_code == 200
    )
    foreign.refresh_from_db()
    assert foreign.aim is None
    assert enter(perencana).get(reverse("renja:aim_lines", args=[2027, aim.pk])).status_code == 404


def test_line_chooses_from_the_catalogue(enter, address, perencana, line, aim):
    priority = AimFactory(renja=line.renja, code="3", text="Transformasi birokrasi")
    visitor = enter(perencana)
    page = visitor.get(address("line"))
    form = page.context["form"]
    assert [label for _key, label in form.fields["priority"].choices] == [
        "Belum ditentukan", "Prioritas daerah 3: Transformasi birokrasi",
    ]  # fmt: skip
    assert [key for key, _label in form.fields["aim"].choices] == ["", aim.pk]
    answer = visitor.post(address("line"), line_form(line, priority=priority.pk, aim=aim.pk))
    assert answer.status_code == 302
    line.refresh_from_db()
    assert line.aims == [priority, aim]
    assert "P3 S1.2" in read(visitor.get(address("edit")))


def test_line_without_catalogue_leads_to_it(enter, address, perencana):
    page = enter(perencana).get(address("line"))
    assert "Buka Keselarasan" in read(page)
    assert "priority" not in page.context["form"].fields


def test_table_is_narrowed_to_what_lines_serve(enter, address, perencana, line, aim):
    LineFactory(renja=line.renja, aim=aim)
    visitor = enter(perencana)
    shown = {
        value: len(visitor.get(address("edit"), {"dukung": value}).context["outline"].leaves)
        for value in (aim.pk, "tanpa", "", "tidak-ada", "\x00")
    }
    assert shown == {aim.pk: 1, "tanpa": 1, "": 2, "tidak-ada": 2, "\x00": 2}


def test_catalogue_asks_as_much_for_three_rows_as_for_one(
    enter, renja, perencana, django_assert_max_num_queries
):
    def asked() -> int:
        with django_assert_max_num_queries(12) as queries:
            assert visitor.get(PAGE).status_code == 200
        return len(queries)

    visitor = enter(perencana)
    LineFactory(renja=renja, priority=AimFactory(renja=renja, code="1"))
    asked()
    one = asked()
    for code in ("2", "3"):
        LineFactory(renja=renja, priority=AimFactory(renja=renja, code=code))
    assert asked() == one
