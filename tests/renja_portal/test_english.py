"""The public side in English: nothing is missing, and nothing Indonesian is left over."""

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import polib
import pytest
from django.conf import settings
from django.test import Client
from django.utils.translation import trans_real

from core.languages import is_official
from renja_portal.english import is_for_readers
from tests.e2e.addresses import samples_of
from tests.e2e.addresses.samples import FILES, STRANGERS, Sample, may_open
from tests.e2e.full_city import build_full_city
from tests.renja_portal.messages import Message, messages_of_sources

CATALOGUE = Path(settings.BASE_DIR) / "locale" / "en" / "LC_MESSAGES" / "django.po"
PLACEHOLDERS = re.compile(r"%\(\w+\)0?[0-9]*[sd]|%%|\{\w+\}|</?\w+[^>]*>")
# Words that English shares with Indonesian, and names.
SAME = {
    "%(n)s%%",
    "Data", "Forum", "Forum %(year)s", "Forum Perangkat Daerah", "Forum: %(date)s", "Forum: %(date)s.", "Logo",
    "Message-ID", "Moderator", "Musrenbang", "Portal", "RT", "Renja %(other)s", "Renja %(year)s", "Status", "Target", "Volume", "WhatsApp",
    "forum", "passkey", "planned, running, done, dropped",
}  # fmt: skip


@pytest.fixture(scope="module")
def catalogue() -> dict[str, polib.POEntry]:
    """Its entries by what a page asks for."""
    return {_key(entry): entry for entry in polib.pofile(str(CATALOGUE))}


def _key(entry: polib.POEntry) -> str:
    return Message(entry.msgid, context=entry.msgctxt or "").key


def _public_messages() -> Iterator[tuple[str, Message]]:
    for source, messages in messages_of_sources().items():
        if is_for_readers(source):
            yield from ((source, message) for message in messages)


def test_sources_are_read_as_they_are_collected(catalogue):
    """What the catalogue holds was found here, too, so that the next test looks at everything."""
    found = {message.key for _source, message in _public_messages()}
    assert not set(catalogue) - found, "no source says this any more: run manage.py collect_messages"


def test_everything_that_the_public_reads_is_translated(catalogue):
    translated = {key for key, entry in catalogue.items() if entry.translated() and not entry.fuzzy}
    missing = {f"{source}: {text.text}" for source, text in _public_messages() if text.key not in translated}
    assert not missing, "run manage.py collect_messages, then translate:\n" + "\n".join(sorted(missing))


def test_compiled_catalogue_says_the_same():
    compiled = polib.mofile(str(CATALOGUE.with_suffix(".mo")))
    written = polib.pofile(str(CATALOGUE))
    assert _said(compiled) == _said(written)


def _said(catalogue) -> dict[str, tuple[str, dict[int, str]]]:
    return {_key(entry): (entry.msgstr, entry.msgstr_plural) for entry in catalogue}


def test_placeholders_and_tags_are_kept(catalogue):
    wrong = [
        f"{entry.msgid} → {text}"
        for entry in catalogue.values()
        for text in (entry.msgstr, *entry.msgstr_plural.values())
        if text and Counter(PLACEHOLDERS.findall(text)) != Counter(PLACEHOLDERS.findall(entry.msgid))
    ]
    assert not wrong, "\n".join(wrong)


def test_quotation_marks_and_outer_spaces_are_kept(catalogue):
    wrong = [
        f"{entry.msgid} → {entry.msgstr}"
        for entry in catalogue.values()
        if entry.msgstr and _frame(entry.msgstr) != _frame(entry.msgid)
    ]
    assert not wrong, "\n".join(wrong)


def _frame(text: str) -> tuple:
    return text.count("“"), text.count("”"), text[:1].isspace(), text[-1:].isspace()


def test_nothing_is_only_copied(catalogue):
    copied = {entry.msgid for entry in catalogue.values() if entry.msgid == entry.msgstr}
    assert copied == SAME


# What pages ask for


@pytest.fixture
def asked(monkeypatch) -> set[str]:
    """Every sentence that was wanted in English since the test began."""
    english, found = trans_real.translation("en"), set()

    def hearing(answer):
        def heard(message, *more):
            found.add(message)
            return answer(message, *more)

        return heard

    for name in ("gettext", "ngettext"):
        monkeypatch.setattr(english, name, hearing(getattr(english, name)))
    return found


@pytest.mark.django_db
def test_public_pages_ask_for_nothing_that_is_not_there(asked, catalogue):
    """Whatever strangers and a proposer open: no sentence of ours comes without its English, staff's ones included."""
    town = build_full_city()
    samples = [one for one in samples_of(town) if not is_official(one.path.partition("?")[0])]
    pages = [one for one in samples if one.name not in FILES]
    _open_all([one for one in pages if one.roles == STRANGERS], Client(), None)
    citizen = Client()
    citizen.force_login(town.people["pengusul"])
    _open_all([one for one in pages if "pengusul" in one.roles], citizen, town.people["pengusul"])
    ours = {message.key for messages in messages_of_sources().values() for message in messages}
    assert len(asked & ours) > 500, "the walk saw hardly anything"
    left_out = sorted(asked & ours - set(catalogue))
    assert not left_out, "a list in renja_portal/english.py leaves these out"


def _open_all(samples: list[Sample], client: Client, user) -> None:
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    for sample in samples:
        if may_open(sample, "pengusul" if user else "stranger", user):
            answer = client.get(sample.path)
            assert answer.status_code in (sample.status, 302), sample.path
            assert answer.headers["Content-Language"] == "en", sample.path
