"""The session engine: one row, one browser that is known here. Whoever deletes the row has ended the session."""

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends import db
from django.utils import timezone

from accounts.models import Session


class SessionStore(db.SessionStore):
    """Keys are of our own making; the row says whose session it is, and since when."""

    row: Session | None = None  # as it was read from the database

    @classmethod
    def get_model_class(cls) -> type[Session]:
        return Session

    def _validate_session_key(self, key: str) -> bool:
        """A cookie that holds anything but letters and digits names no session, and is never looked up."""
        sound = super()._validate_session_key(key)  # type: ignore[misc]  # missing in the stubs
        return sound and key.isascii() and key.isalnum()

    def _get_session_from_db(self) -> Session | None:
        self.row = super()._get_session_from_db()  # type: ignore[misc]
        return self.row

    def create_model_instance(self, data: dict) -> Session:
        """Signed in since now, unless the same person was before; every write is a use."""
        row: Session = super().create_model_instance(data)  # type: ignore[assignment]
        row.user_id = int(data[SESSION_KEY]) if SESSION_KEY in data else None
        if row.user_id:
            before = self.row if self.row is not None and self.row.user_id == row.user_id else None
            row.signed_in_at = before.signed_in_at if before else timezone.now()
            if before and before.is_in_sitting_mode:  # there, not everything is a use (accounts.limits)
                row.sitting_until, row.seen_at = before.sitting_until, before.seen_at
        self.row = row
        return row

    def flush(self) -> None:
        super().flush()
        self.row = None
