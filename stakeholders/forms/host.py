"""Pengaturan → Instansi: what the host is called and where it sits, and what its papers show. Two rows, one page."""

from collections.abc import Iterator
from itertools import chain
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.formlayout import bare_helper
from core.uploads import CheckedFile, check_upload
from core.versions import Difference, StaleSave
from stakeholders.forms.rows import RowForm
from stakeholders.models import Host, Organization


class OfficeForm(RowForm):
    website = forms.URLField(label=_("Laman"), required=False, assume_scheme="https")

    class Meta:
        model = Organization
        fields = ["name", "short_name", "address", "phone", "email", "website"]
        help_texts = {
            "name": _("Contoh: Dinas Komunikasi dan Informatika."),
            "short_name": _("Tampil di kepala halaman. Contoh: Diskominfo."),
            "address": _("Tampil di kaki halaman."),
        }
        error_messages = {"name": {"unique": _("Instansi lain sudah memakai nama ini.")}}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = bare_helper(*self._meta.fields)


class PaperForm(RowForm):
    logo = forms.FileField(
        label=_("Logo atau lambang daerah"),
        required=False,
        help_text=_("PNG atau JPG. PNG dengan latar tembus pandang paling baik."),
        widget=forms.FileInput(attrs={"accept": "image/png,image/jpeg"}),
    )
    remove_logo = forms.BooleanField(label=_("Hapus logo yang sekarang"), required=False)

    class Meta:
        model = Host
        fields = ["government", "region", "city", "kop_lines"]
        widgets = {"kop_lines": forms.Textarea(attrs={"rows": 4})}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        parts = [*self._meta.fields, "logo"]
        if self.instance.logo:
            parts.append("remove_logo")
        self.helper = bare_helper(*parts)

    def clean_logo(self) -> CheckedFile | None:
        upload = self.cleaned_data["logo"]
        return check_upload(upload, allowed=("png", "jpg")) if upload else None


class HostForms:
    """Both forms, as one for the page: its fields, its errors, its conflict."""

    def __init__(self, data, files, *, organization: Organization, host: Host) -> None:
        self.office = OfficeForm(data, instance=organization)
        self.paper = PaperForm(data, files, instance=host, prefix="kop")
        self.is_bound = self.office.is_bound

    def __iter__(self) -> Iterator[forms.BoundField]:
        return chain(self.office, self.paper)

    @property
    def errors(self) -> bool:
        return bool(self.office.errors or self.paper.errors)

    @property
    def conflict(self) -> list[Difference]:
        return self.office.conflict + self.paper.conflict

    def is_valid(self) -> bool:
        return self.is_bound and not self.errors

    def non_field_errors(self) -> list[str]:
        return [*self.office.non_field_errors(), *self.paper.non_field_errors()]

    def add_error(self, field, error) -> None:
        self.office.add_error(field, error)

    def show_conflict(self, stale: StaleSave) -> None:
        half = self.office if isinstance(stale.row, Organization) else self.paper
        half.show_conflict(stale)

    @property
    def values(self) -> dict[str, Any]:
        """What `services.change_host` wants to know."""
        return {
            "office": self.office.values,
            "office_version": self.office.based_on,
            "paper": self.paper.values,
            "paper_version": self.paper.based_on,
            "logo": self.paper.cleaned_data["logo"],
            "remove_logo": self.paper.cleaned_data["remove_logo"],
        }

    @property
    def letterhead(self) -> dict[str, Any]:
        """The kop as it would be printed with what stands in the fields now, saved or not."""
        lines = str(self.paper["kop_lines"].value() or "").splitlines()
        return {
            "government": self.paper["government"].value(),
            "organization": self.office["name"].value(),
            "lines": [line.strip() for line in lines if line.strip()],
        }
