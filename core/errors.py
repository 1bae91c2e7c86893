"""Exceptions that people cause and people read."""

from core.languages import in_readers_words, to_reader


class NotAllowed(Exception):
    """What was asked cannot be done, and nothing was changed. Its text is for people: Indonesian, or left lazy.

    Each app has one subclass; views show the text, tests compare the class.
    """

    @property
    def message(self) -> str:
        """The sentence to show, in the words of whoever asked."""
        with to_reader():
            return in_readers_words(self.args[0]) if self.args else ""


class ContentRefused(ValueError):
    """What a file holds cannot be taken; the text is an Indonesian clause that says why."""
