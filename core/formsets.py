"""Rows of a page that may be ticked to go."""

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
