"""Exceptions that people cause and people read."""


class NotAllowed(Exception):
    """What was asked cannot be done, and nothing was changed. Its text is Indonesian, for people.

    Each app has one subclass; views show the text, tests compare the class.
    """

    @property
    def message(self) -> str:
        """The sentence to show."""
        return str(self.args[0]) if self.args else ""


class ContentRefused(ValueError):
    """What a file holds cannot be taken; the text is an Indonesian clause that says why."""
