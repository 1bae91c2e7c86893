"""The lines that gunicorn writes itself, as the portal writes its own (logger_class in deploy/gunicorn.conf.py).

Gunicorn names the whole address of a request that failed, with its query and whatever secret it holds.
"""

import logging
import os

from gunicorn.glogging import Logger

from core.loglines import JsonFormatter, OneLineFormatter, ReferenceFilter

PLAIN = "%(asctime)s %(levelname)s %(name)s [%(reference)s] %(message)s"


class Lines(Logger):
    """Gunicorn's logger with our formatter, chosen by LOG_FORMAT as that of the portal."""

    def _set_handler(self, log, output, fmt, stream=None) -> None:
        super()._set_handler(log, output, fmt, stream)
        for handler in log.handlers:
            handler.setFormatter(_formatter())
            handler.addFilter(ReferenceFilter())


def _formatter() -> logging.Formatter:
    return JsonFormatter() if os.environ.get("LOG_FORMAT") == "json" else OneLineFormatter(PLAIN)
