"""What people can cause in a forum's affairs."""

from core.errors import NotAllowed


class ForumRefused(NotAllowed):
    """The forum was left as it is; the text says why and what to do."""
