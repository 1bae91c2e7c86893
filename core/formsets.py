"""Rows of a page that may be ticked to go."""

from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class DeletableRows:
    """Beside the box of each row stands what ticking it does. Put before a class of formsets."""

    delete_words: str | Promise = _("Hapus baris ini")
    delete_class = "form-check-input"  # of the box, where crispy does not draw it

    def add_fields(self, form, index) -> None:
        super().add_fields(form, index)  # type: ignore[misc]
        if "DELETE" in form.fields:
            form.fields["DELETE"].label = self.delete_words
            if self.delete_class:
                form.fields["DELETE"].widget.attrs["class"] = self.delete_class


def row_limits(*, extra: int, most: int) -> dict[str, Any]:
    """What the factories of formsets take: `extra` empty rows, none beyond `most`. A page of thousands of forms keeps the
    server busy for minutes."""
    return {
        "extra": extra, "can_delete": True, "can_delete_extra": False, "max_num": most, "validate_max": True,
        "absolute_max": most + 10,
    }  # fmt: skip
