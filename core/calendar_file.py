"""Calendar files (iCalendar, RFC 5545), as far as one dated event needs them."""

import datetime
import unicodedata
from dataclasses import dataclass

from django.utils import timezone

LINE_BYTES = 75  # the most that a line may hold, without its break
PRODUCT = "-//Forum Perangkat Daerah//Renja//ID"


@dataclass(frozen=True)
class CalendarEvent:
    """One event. `uid` names it for good; a calendar takes over the text with the highest `sequence`.

    Without `begins` it lasts the whole day; with 0 `minutes` nobody knows when it ends.
    """

    uid: str
    sequence: int
    summary: str
    day: datetime.date
    begins: datetime.time | None = None
    minutes: int = 0
    location: str = ""
    description: str = ""
    url: str = ""


def calendar_file(event: CalendarEvent) -> str:
    """The file of an event, as calendars import it."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", f"PRODID:{PRODUCT}", "METHOD:PUBLISH"]
    if event.begins:
        lines += _zone(event.day)
    lines += ["BEGIN:VEVENT", f"UID:{event.uid}", f"SEQUENCE:{event.sequence}"]
    lines += [f"DTSTAMP:{timezone.now().astimezone(datetime.UTC):%Y%m%dT%H%M%SZ}", *_times(event)]
    texts = {"SUMMARY": event.summary, "LOCATION": event.location, "DESCRIPTION": event.description}
    lines += [f"{name}:{escaped(text)}" for name, text in texts.items() if text]
    lines += [f"URL:{event.url}"] if event.url else []
    lines += ["END:VEVENT", "END:VCALENDAR"]
    return "".join(folded(line) + "\r\n" for line in lines)


def escaped(text: str) -> str:
    """A text as the value of a property: its own marks escaped, line breaks as \\n, other control characters gone."""
    plain = text.replace("\r\n", "\n").replace("\r", "\n")
    kept = "".join(sign for sign in plain if sign == "\n" or unicodedata.category(sign) != "Cc")
    for sign in ("\\", ";", ","):
        kept = kept.replace(sign, f"\\{sign}")
    return kept.replace("\n", "\\n")


def folded(line: str) -> str:
    """A line in pieces of at most 75 bytes, each further one begun with a space; no character is cut."""
    pieces, size = [""], 0
    for sign in line:
        length = len(sign.encode())
        if size + length > LINE_BYTES:
            pieces.append(" ")
            size = 1
        pieces[-1] += sign
        size += length
    return "\r\n".join(pieces)


def _times(event: CalendarEvent) -> list[str]:
    if event.begins is None:
        after = event.day + datetime.timedelta(days=1)
        return [f"DTSTART;VALUE=DATE:{event.day:%Y%m%d}", f"DTEND;VALUE=DATE:{after:%Y%m%d}"]
    zone, begins = timezone.get_default_timezone_name(), datetime.datetime.combine(event.day, event.begins)
    lines = [f"DTSTART;TZID={zone}:{begins:%Y%m%dT%H%M%S}"]
    if event.minutes:
        ends = begins + datetime.timedelta(minutes=event.minutes)
        lines.append(f"DTEND;TZID={zone}:{ends:%Y%m%dT%H%M%S}")
    return lines


def _zone(day: datetime.date) -> list[str]:
    """The city's time zone, which has the same offset all year."""
    noon = timezone.make_aware(
        datetime.datetime.combine(day, datetime.time(12)), timezone.get_default_timezone()
    )
    offset = f"{noon:%z}"
    return [
        "BEGIN:VTIMEZONE", f"TZID:{timezone.get_default_timezone_name()}",
        "BEGIN:STANDARD", "DTSTART:19700101T000000",
        f"TZOFFSETFROM:{offset}", f"TZOFFSETTO:{offset}", f"TZNAME:{noon.tzname()}",
        "END:STANDARD", "END:VTIMEZONE",
    ]  # fmt: skip
