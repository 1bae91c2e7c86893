"""What is answered to a form in English: no sentence of ours comes back in Indonesian, whether it was taken or refused."""

import html
import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import polib
import pytest
from django.conf import settings
from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import resolve

from core.languages import is_official
from tests.e2e.addresses.samples import FILES, IN_THE_MIDDLE, STRANGER, Sample, may_open
from tests.renja_portal.hostile import PageReader, encoded
from tests.renja_portal.test_hostile_forms import FORM_TYPE, LEAVING, plausible

CATALOGUE = Path(settings.BASE_DIR) / "locale" / "en" / "LC_MESSAGES" / "django.po"
PLACEHOLDER = re.compile(r"%\(\w+\)0?[0-9]*[sd]|\{\w+\}|<[^>]+>")
SHORTEST = 3  # words of ours between two values, by which a sentence is known
OFFICIAL = {"Keputusan Kepala Daerah"}  # a name as much as words of ours
ROLES = (STRANGER, "pengusul")
# What somebody typed, an official name, and a letter that is shown as it was sent.
LEFT = re.compile(r"<(\w+)[^>]* lang=\"id\"[^>]*>.*?</\1>", re.DOTALL)
WRONG = {
    "phone": "12345",
    "email": "bukan surel",
    "estimated_cost": "banyak",
    "volume": "banyak",
    "code": "1",
}


@pytest.fixture(scope="module")
def sentences() -> list[list[str]]:
    """What the catalogue puts into other words, as the pieces between its values."""
    entries = [one for one in polib.pofile(str(CATALOGUE)) if one.msgid not in (one.msgstr, "")]
    pieces = [[" ".join(part.split()) for part in PLACEHOLDER.split(one.msgid)] for one in entries]
    longest = [(one, max(one, key=len)) for one in pieces]
    return [one for one, part in longest if len(part.split()) >= SHORTEST and part not in OFFICIAL]


def left_in(answer: HttpResponse, sentences: list[list[str]]) -> Iterator[str]:
    """The Indonesian sentences that a reader of English meets."""
    if answer.get("Content-Type", "").startswith("text/html") and answer.headers["Content-Language"] == "en":
        shown = re.sub(
            r"<(script|style)\b.*?</\1>", " ", LEFT.sub(" ", answer.content.decode()), flags=re.DOTALL
        )
        text = " ".join(html.unescape(re.sub(r"<[^>]+>", " ", shown)).split())
        yield from (" … ".join(one) for one in sentences if all(piece in text for piece in one))


def tries(form) -> Iterator[list[tuple[str, str]]]:
    """Nothing at all, what cannot be read, and what is taken."""
    base = form.filled(plausible)
    wrong = [
        (name, next((bad for part, bad in WRONG.items() if part in name), value)) for name, value in base
    ]
    yield from ([], wrong, base)
    yield from ([*base, button] for button in form.buttons)


def answers(client: Client, sample: Sample, known: set) -> Iterator[tuple[str, HttpResponse]]:
    """What each form of the page answers; forms that other pages hold, too, are sent once."""
    page = client.get(sample.path, follow=True)
    for form in PageReader(page.content.decode()).forms:
        path = urljoin(page.request["PATH_INFO"], form.action)
        bare, names = urlsplit(path).path, form.names
        mark = (resolve(bare).view_name, *names)
        if form.method != "post" or mark in known or path == LEAVING or is_official(bare):
            continue
        known.add(mark)
        for pairs in tries(form):
            with transaction.atomic():
                yield path, client.post(path, encoded(pairs), content_type=FORM_TYPE, follow=True)
                transaction.set_rollback(True)


@pytest.mark.e2e  # a walk over every form of the public side
@pytest.mark.no_cover
@pytest.mark.parametrize("role", ROLES)
def test_no_answer_is_left_in_indonesian(town, samples, enter, sentences, role):
    client, found, known, seen = enter(role), set(), set(), 0
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    for sample in samples:
        public = sample.name not in FILES | IN_THE_MIDDLE and not is_official(sample.path.partition("?")[0])
        if sample.status != 200 or not public or not may_open(sample, role, town.people.get(role)):
            continue
        for path, answer in answers(client, sample, known):
            seen += 1
            found |= {f"{path}: {text}" for text in left_in(answer, sentences)}
    assert seen > 20, "the walk saw hardly anything"
    assert not found, "\n".join(sorted(found))
