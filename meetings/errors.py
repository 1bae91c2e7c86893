"""What people can be told who prepare sessions and score."""

from django.utils.translation import gettext as _

from core.errors import NotAllowed


class SessionRefused(NotAllowed):
    """A session, its agenda or its scores stay as they were; the text says why."""


class AgendaChanged(SessionRefused):
    """Somebody else put the agenda in another order meanwhile."""

    def __init__(self) -> None:
        super().__init__(
            _(
                "Susunan agenda baru saja diubah orang lain. Inilah susunannya sekarang; ulangi bila masih perlu."
            )
        )
