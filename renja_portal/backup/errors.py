"""Why no archive was made, or nothing was restored, in a sentence for whoever typed the command."""

from django.utils.translation import gettext as _


class BackupError(Exception):
    """Nothing half was left behind. `text` says what is wrong, `mend` what to type, where one command mends it."""

    def __init__(self, text: str, mend: str = "") -> None:
        super().__init__(text, mend)
        self.text, self.mend = text, mend

    def __str__(self) -> str:
        return f"{self.text} {_('Ketik:')} {self.mend}" if self.mend else self.text
