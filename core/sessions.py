"""Sessions in the database, whose keys are of our own making."""

from django.contrib.sessions.backends import db


class SessionStore(db.SessionStore):
    """A cookie that holds anything but letters and digits names no session, and is never looked up."""

    def _validate_session_key(self, key: str) -> bool:
        sound = super()._validate_session_key(key)  # type: ignore[misc]  # missing in the stubs
        return sound and key.isascii() and key.isalnum()
