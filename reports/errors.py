"""What can go wrong with a document, in words for people."""

from core.errors import NotAllowed


class ReportRefused(NotAllowed):
    """The document cannot be asked for, made or handed out. Its text says why and what to do."""
