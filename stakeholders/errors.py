"""What people cause here, and read."""

from core.errors import NotAllowed


class ChangeRefused(NotAllowed):
    """An organisation, a person or a setting cannot be changed as asked; nothing was changed."""
