"""Answering a remark, opening it again, and sending what was written."""

import pytest

from tests.renja.pages import read


def test_planner_answers_and_tells_bappeda(enter, at, remark, perencana):
    visitor = enter(perencana)
    data = {"state": "ditindaklanjuti", "text": "Sudah ditambahkan.", "version": 1}
    answer = visitor.post(at("remark", remark.pk), data, follow=True)
    page = read(answer)
    assert "1 tindak lanjut belum dikabarkan" in page
    assert "Sudah ditambahkan." in page
    assert "dikabarkan kepada Bappeda" in read(visitor.post(at("remarks_send"), follow=True))
    assert "Belum ada yang baru" in read(visitor.post(at("remarks_send"), follow=True))


def test_examiner_sends_and_opens_again(enter, at, remark, draft, pemeriksa):
    visitor = enter(pemeriksa)
    assert "1 catatan atau tanggapan belum dikirim" in read(visitor.get(at("examination")))
    assert "Catatan dikirim kepada perangkat daerah" in read(visitor.post(at("remarks_send"), follow=True))
    visitor.post(at("remark", remark.pk), {"state": "terbuka", "text": "Belum cukup.", "version": 1})
    page = read(visitor.get(at("remark", remark.pk)))
    assert "Belum cukup." in page
    assert "Catatan dikirim" in page


@pytest.mark.parametrize(
    ("data", "words"),
    [({"text": "x"}, "Pilih statusnya"), ({"state": "selesai", "text": " "}, "Tulis uraiannya")],
    ids=["no-state", "no-words"],
)
def test_incomplete_answer_is_refused(enter, at, remark, perencana, data, words):
    assert words in read(enter(perencana).post(at("remark", remark.pk), data | {"version": 1}))
    assert not remark.steps.exists()


def test_answer_upon_an_old_page_shows_what_was_said_meanwhile(enter, at, remark, perencana):
    visitor, data = enter(perencana), {"state": "selesai", "text": "Pertama.", "version": 1}
    visitor.post(at("remark", remark.pk), data)
    answer = visitor.post(at("remark", remark.pk), data | {"text": "Kedua."})
    assert answer.status_code == 409
    page = answer.content.decode()
    assert "Pertama." in page
    assert "Kedua." in page
    assert 'name="version" value="2"' in page


def test_reader_gets_no_form(enter, at, remark, sekretariat):
    visitor = enter(sekretariat)
    assert "<textarea" not in visitor.get(at("remark", remark.pk)).content.decode()
    assert (
        visitor.post(at("remark", remark.pk), {"state": "selesai", "text": "x", "version": 1}).status_code
        == 200
    )
    assert not remark.steps.exists()
    assert "tidak berwenang" in read(visitor.post(at("remarks_send"), follow=True))
