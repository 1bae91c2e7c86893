"""The page of a draft on which files are handed in."""

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout
from django import forms
from django.utils.functional import lazy
from django.utils.translation import gettext_lazy as _

from core.languages import filled_later
from core.uploads import listed, offered
from proposals.forms.fields import ManyFilesField


class FilesForm(forms.Form):
    """The page "Lampiran": any number of files; how many and of what kind is checked where they are stored."""

    files = ManyFilesField(
        label=_("Tambah berkas"),
        required=False,
        allow_empty_file=True,  # refused where it is stored, by its name
    )

    def __init__(self, *args, kinds: tuple[str, ...], **kwargs):
        super().__init__(*args, **kwargs)
        field, words = (
            self.fields["files"],
            _("%(kinds)s; paling besar 10 MB per berkas, paling banyak 5 berkas."),
        )
        field.help_text = filled_later(words, {"kinds": lazy(listed, str)(kinds)})
        field.widget.attrs["accept"] = offered(kinds)
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.disable_csrf = True
        self.helper.layout = Layout("files")
