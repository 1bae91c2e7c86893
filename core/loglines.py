"""Lines of the log: one for each message, with the number of the request that it belongs to and nothing about persons.

Plain for who reads them in a terminal, JSON for machines (setting LOG_FORMAT). Without Django, since gunicorn writes
its own lines through here, too.
"""

import json
import logging
import re
import socket
from datetime import UTC, datetime
from typing import Any

from core.logfacts import current_facts
from core.personal import ADDRESS, PHONE, SIXTEEN
from core.reference import current_reference

NODE = socket.gethostname()
# Addresses whose knowledge is the key; tests/core/test_loglines.py looks for one that is missing.
SECRET = re.compile(r"(/(?:tanda-terima|undangan|layar|hadir|berhenti)/)[^/\s\"'?]+")
QUERY = re.compile(r"(/[^\s\"'<>?]*)\?[^\s\"'<>]+")
# What PostgreSQL adds to an error: whole rows, with whatever people typed.
ROW = re.compile(
    r"(DETAIL:)(?:.|\n)*?(?=\n(?:CONTEXT|HINT|LINE|QUERY):|\n\n|\n(?:Traceback|The above|During|[\w.]+(?:Error|Exception))|\Z)"
)
MASKS = (
    (SECRET, r"\1…"),
    (QUERY, r"\1?…"),
    (ROW, r"\1 …"),
    (ADDRESS, "[surel]"),
    (PHONE, "[telepon]"),
    (SIXTEEN, "[nomor]"),
)


def without_persons(text: str) -> str:
    """Secrets of addresses, queries, rows of the database, mail addresses, telephone numbers and NIK are not written."""
    for pattern, instead in MASKS:
        text = pattern.sub(instead, text)
    return text


def escaped(text: str) -> str:
    """Control characters are written as escapes, so that nobody can forge a line."""
    if text.isprintable():
        return text
    return "".join(
        character if character.isprintable() else character.encode("unicode_escape").decode()
        for character in text
    )


class ReferenceFilter(logging.Filter):
    """Puts the number of the request on a record, for `%(reference)s`."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.reference = current_reference()
        return True


class OneLineFormatter(logging.Formatter):
    """One line for each message; a trace follows on lines of its own."""

    def format(self, record: logging.LogRecord) -> str:
        return without_persons(super().format(record))

    def formatMessage(self, record: logging.LogRecord) -> str:  # the name is logging's
        return escaped(super().formatMessage(record))


class JsonFormatter(logging.Formatter):
    """One object of JSON for each message, on one line of ASCII, traces inside.

    Names: time (UTC), level, logger, message, request, node, process; and where they are known method, route, status,
    ms, from, job, kind, worker, trace. Nothing else that somebody puts on a record leaves.
    """

    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, Any] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": without_persons(record.getMessage()),
            "request": getattr(record, "reference", "-"),
            "node": NODE,
            "process": record.process,
            **current_facts(),
            **getattr(record, "facts", {}),
        }
        if record.exc_info:
            line["trace"] = without_persons(self.formatException(record.exc_info))
        return json.dumps(line, default=str).replace("\x7f", "\\u007f")
