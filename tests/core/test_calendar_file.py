"""Calendar files: what RFC 5545 asks of lines and texts, and what calendars go by when a day moves."""

import datetime

import pytest

from core.calendar_file import LINE_BYTES, CalendarEvent, calendar_file, escaped, folded

DAY = datetime.date(2027, 2, 18)
EVENT = CalendarEvent("forum@contoh.id", 3, "Forum", DAY, datetime.time(8, 30), 90, "Balai Kota")


def unfolded(text: str) -> list[str]:
    return text.replace("\r\n ", "").split("\r\n")


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Aula; lantai 2, Balai Kota", "Aula\\; lantai 2\\, Balai Kota"),
        ("a\\b", "a\\\\b"),
        ("satu\r\ndua\rtiga\nempat", "satu\\ndua\\ntiga\\nempat"),
        ("tab\tdan\x00nol", "tabdannol"),
        ("titik: dua", "titik: dua"),
    ],
)
def test_text_is_escaped(text, value):
    assert escaped(text) == value


@pytest.mark.parametrize("line", ["a" * 75, "a" * 76, "é" * 200, "🙂" * 60, "x" + "é" * 74, ""])
def test_line_is_folded_at_75_bytes_without_cutting_a_character(line):
    pieces = folded(line).split("\r\n")
    assert all(len(piece.encode()) <= LINE_BYTES for piece in pieces)
    assert all(piece.startswith(" ") for piece in pieces[1:])
    assert "".join([pieces[0], *(piece[1:] for piece in pieces[1:])]) == line


def test_line_of_75_bytes_stays_whole():
    assert "\r\n" not in folded("a" * 75)
    assert folded("a" * 76) == "a" * 75 + "\r\n a"


def test_event_has_its_hours_in_the_citys_zone():
    lines = unfolded(calendar_file(EVENT))
    assert "DTSTART;TZID=Asia/Makassar:20270218T083000" in lines
    assert "DTEND;TZID=Asia/Makassar:20270218T100000" in lines
    zone = lines[lines.index("BEGIN:VTIMEZONE") : lines.index("END:VTIMEZONE")]
    assert {"TZID:Asia/Makassar", "TZOFFSETFROM:+0800", "TZOFFSETTO:+0800", "TZNAME:WITA"} <= set(zone)


def test_event_without_hour_lasts_the_day():
    text = calendar_file(CalendarEvent("a@b", 1, "Forum", DAY))
    assert "DTSTART;VALUE=DATE:20270218\r\nDTEND;VALUE=DATE:20270219\r\n" in text
    assert "VTIMEZONE" not in text


def test_event_that_nobody_knows_the_end_of_names_none():
    assert "DTEND" not in calendar_file(CalendarEvent("a@b", 1, "Forum", DAY, datetime.time(8)))


def test_every_line_ends_as_the_standard_asks_and_names_the_version(time_machine):
    time_machine.move_to("2027-01-05T10:00:00+08:00", tick=False)
    text = calendar_file(EVENT)
    assert text.endswith("END:VEVENT\r\nEND:VCALENDAR\r\n")
    assert "\n" not in text.replace("\r\n", "")
    lines = unfolded(text)
    for line in (
        "VERSION:2.0",
        "UID:forum@contoh.id",
        "SEQUENCE:3",
        "DTSTAMP:20270105T020000Z",
        "LOCATION:Balai Kota",
    ):
        assert line in lines
