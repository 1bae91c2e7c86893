"""U10: what the scanner says about a file, and everything that is no answer."""

from io import BytesIO
from time import monotonic

import pytest

from core import scanner as scanning
from core.scanner import ScannerAway, scanner
from tests.fixtures.clamd import EICAR


def says_nothing(file) -> str:
    return ""


def ask(content: bytes) -> str:
    return scanner()(BytesIO(content))


def test_u10_without_a_setting_there_is_no_scanner(settings):
    """U10: a scanner is a choice of the installation."""
    assert settings.UPLOAD_SCANNER == ""
    assert scanner() is None


def test_u10_scanner_may_be_a_function_of_ours(settings):
    """U10: pluggable by a dotted path."""
    settings.UPLOAD_SCANNER = f"{__name__}.says_nothing"
    assert scanner() is says_nothing


@pytest.mark.parametrize("size", [0, 1, scanning.BLOCK, scanning.BLOCK + 1, 3_000_000])
def test_u10_whole_file_is_sent(clamd, size):
    """U10: the daemon gets every byte of the file, in blocks."""
    content = b"x" * size
    assert ask(content) == ""
    assert clamd.seen == [content]


def test_u10_finding_is_named(clamd):
    """U10: what is found comes back by its name."""
    assert ask(b"a" * 100_000 + EICAR) == "Eicar-Test-Signature"


@pytest.mark.parametrize(
    "says", [b"INSTREAM size limit exceeded. ERROR", b"", b" ", b"maybe", b"OK not", b"FOUND"]
)
def test_u10_other_answers_are_no_verdict(clamd, says):
    """U10: only a clear answer counts."""
    clamd.says = says or b" "
    with pytest.raises(ScannerAway):
        ask(b"a")


def test_u10_scanner_that_hangs_up_is_away(clamd):
    """U10: a broken line is no verdict."""
    clamd.mood = "drop"
    with pytest.raises(ScannerAway):
        ask(b"a" * 5_000_000)


def test_u10_silent_scanner_is_away_after_a_while(clamd, monkeypatch):
    """U10: a scanner that takes the file and says nothing is given up."""
    monkeypatch.setattr(scanning, "ANSWER_SECONDS", 0.3)
    clamd.mood, begun = "silent", monotonic()
    with pytest.raises(ScannerAway):
        ask(b"a")
    assert monotonic() - begun < 3


def test_u10_endless_answer_is_cut(clamd):
    """U10: an answer without end is no verdict, and fills no memory."""
    clamd.says = b"x" * 20_000
    with pytest.raises(ScannerAway):
        ask(b"a")


@pytest.mark.parametrize("address", ["clamd://127.0.0.1:1", "clamd://tidak-ada.invalid:3310"])
def test_u10_scanner_that_is_down_is_away(settings, address):
    """U10: nobody there is no verdict."""
    settings.UPLOAD_SCANNER = address
    with pytest.raises(ScannerAway):
        ask(b"a")
