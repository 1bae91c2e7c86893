"""Lines of the log: one for each message, with the number of the request that it belongs to."""

import logging
import re

from core.reference import current_reference

SECRET = re.compile(
    r"(/(?:tanda-terima|undangan|layar|hadir)/)[^/\s]+"
)  # addresses whose knowledge is the key


class ReferenceFilter(logging.Filter):
    """Puts the number of the request on a record, for `%(reference)s`."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.reference = current_reference()
        return True


class OneLineFormatter(logging.Formatter):
    """Control characters are written as escapes, so that nobody can forge a line; traces follow as they are.

    The secret of an address that opens something by itself is never written.
    """

    def format(self, record: logging.LogRecord) -> str:
        return SECRET.sub(r"\1…", super().format(record))

    def formatMessage(self, record: logging.LogRecord) -> str:  # the name is logging's
        line = super().formatMessage(record)
        return "".join(
            character if character.isprintable() else character.encode("unicode_escape").decode()
            for character in line
        )
