"""Asking a virus scanner about a file. Which one, says `settings.UPLOAD_SCANNER`; without one nothing is asked."""

import socket
import struct
import time
from collections.abc import Callable
from typing import BinaryIO
from urllib.parse import urlsplit

from django.conf import settings
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

CONNECT_SECONDS = 5
PING_SECONDS = 2
ANSWER_SECONDS = 20  # for everything after that; other chores wait meanwhile
BLOCK = 64 * 1024
LONGEST_ANSWER = 4096

# Reads a file and returns what it found in it, "" for nothing. Raises ScannerAway when it cannot say.
Scan = Callable[[BinaryIO], str]


class ScannerAway(Exception):
    """The scanner gave no verdict: it is down, slow, or did not take the file. Ask again later."""


def scanner() -> Scan | None:
    """The scanner of this installation: a `clamd://host:port`, or a function of ours by its dotted path."""
    address = settings.UPLOAD_SCANNER
    if not address:
        return None
    if not address.startswith("clamd://"):
        return import_string(address)
    named = urlsplit(address)
    return lambda file: ask_clamd(file, named.hostname or "", named.port or 0)


def scanner_trouble() -> str:
    """Why the scanner would give no verdict now, for people; "" where it answers, or where there is none.

    Asks ClamAV's daemon for a sign of life within PING_SECONDS; a function of our own is not asked.
    """
    address = urlsplit(settings.UPLOAD_SCANNER)
    if address.scheme != "clamd":
        return ""
    try:
        with socket.create_connection(
            (address.hostname or "", address.port or 0), timeout=PING_SECONDS
        ) as line:
            until = time.monotonic() + PING_SECONDS
            _send(line, b"zPING\0", until)
            answer = _answer(line, until)
    except OSError:
        answer = ""
    return "" if answer == "PONG" else _("Pemindai virus tidak menjawab; berkas baru menunggu.")


def ask_clamd(file: BinaryIO, host: str, port: int) -> str:
    """What ClamAV's daemon finds in a file that is sent to it (INSTREAM); it needs no access to our disk."""
    try:
        with socket.create_connection((host, port), timeout=CONNECT_SECONDS) as line:
            until = time.monotonic() + ANSWER_SECONDS
            _send(line, b"zINSTREAM\0", until)
            while block := file.read(BLOCK):
                _send(line, struct.pack("!I", len(block)) + block, until)
            _send(line, struct.pack("!I", 0), until)
            answer = _answer(line, until)
    except OSError as error:  # refused, reset, timed out, no such host
        raise ScannerAway(str(error)) from error
    return _finding(answer)


def _send(line: socket.socket, block: bytes, until: float) -> None:
    line.settimeout(_left(until))
    line.sendall(block)


def _answer(line: socket.socket, until: float) -> str:
    """Everything up to the NUL that ends an answer; a drop now and then does not buy more time."""
    answer = b""
    while not answer.endswith(b"\0") and len(answer) < LONGEST_ANSWER:
        line.settimeout(_left(until))
        part = line.recv(LONGEST_ANSWER)
        if not part:
            break
        answer += part
    return answer.rstrip(b"\0").decode("utf-8", "replace").strip()


def _left(until: float) -> float:
    return max(0.001, until - time.monotonic())


def _finding(answer: str) -> str:
    """`stream: OK` is nothing, `stream: Eicar-Test-Signature FOUND` its name; all else is no verdict."""
    told = answer.removeprefix("stream:").strip()
    if told == "OK":
        return ""
    if told.endswith(" FOUND"):
        return told.removesuffix(" FOUND").strip()[:100]
    raise ScannerAway(answer or "no answer")
