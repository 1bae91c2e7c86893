"""What the public list can be narrowed by. Whatever stands in the address, the list answers."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from urllib.parse import urlencode

from django import forms
from django.utils.safestring import SafeString
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from core.formfields import PlainSelect
from core.memory import kept_for_a_minute
from forums.models import Forum
from proposals.presentation import state_choices
from stakeholders.models import Kecamatan, OrganizationKind
from urusan.models import Urusan

CITIZENS = "warga"
MAP = "peta"
NARROWING = ("q", "urusan", "status", "kecamatan", "pengusul", "tahun")
ORDERS = {
    "terbaru": ("-submitted_at", "-pk"),
    "dukungan": ("-support_count", "-submitted_at", "-pk"),
    "nomor": ("number",),
}


def _named(name: str, rows) -> list[tuple]:
    """Choices of codes and names, everything first."""
    return [("", _("Semua")), *kept_for_a_minute(name, lambda: list(rows))]


def _years(user) -> list[tuple]:
    forums = Forum.objects.visible_to(user)
    name = f"years:{user.has_perm('stakeholders.work')}"
    years = kept_for_a_minute(name, lambda: list(forums.values_list("plan_year", flat=True)))
    return [("", _("Semua")), *((year, str(year)) for year in years)]


def _key(rows) -> int:
    """Of the one row that is asked for; 0, which finds nothing, when it went meanwhile."""
    return rows.values_list("pk", flat=True).first() or 0


@dataclass(frozen=True)
class Chip:
    """One thing that narrows the list, in words, and the query without it."""

    label: str
    value: str
    query: str


class FilterForm(forms.Form):
    """Search, filters and order. Values that are no choice are left out, and `ignored` says so."""

    template_name = "proposals/finder.html"

    q = forms.CharField(
        label=_("Cari"),
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"type": "search", "class": "form-control", "autocomplete": "off"}),
    )
    urusan = forms.ChoiceField(widget=PlainSelect, required=False)
    status = forms.ChoiceField(widget=PlainSelect, required=False)
    kecamatan = forms.ChoiceField(widget=PlainSelect, required=False)
    pengusul = forms.ChoiceField(
        label=_("Pengusul"),
        widget=PlainSelect,
        required=False,
        choices=[("", _("Semua")), (CITIZENS, _("Warga")), *OrganizationKind.choices],
    )
    tahun = forms.TypedChoiceField(
        label=_("Tahun rencana"), widget=PlainSelect, required=False, coerce=int, empty_value=None
    )
    urut = forms.ChoiceField(
        label=_("Urutkan"),
        widget=PlainSelect,
        required=False,
        choices=[
            ("", _("Paling sesuai")),
            ("terbaru", _("Terbaru")),
            ("dukungan", _("Paling didukung")),
            ("nomor", _("Nomor")),
        ],
    )

    tampilan = forms.ChoiceField(
        required=False,
        choices=[("", pgettext_lazy("tampilan", "Daftar")), (MAP, _("Peta"))],
        widget=forms.HiddenInput,
    )

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self._sees_all_years = user.has_perm("stakeholders.work")
        urusan, kecamatan = (
            Urusan.objects.values_list("slug", "name"),
            Kecamatan.objects.values_list("code", "name"),
        )
        choices: dict[str, Callable[[], list[tuple]]] = {
            "status": lambda: [("", _("Semua")), *state_choices()],
            "urusan": lambda: _named("urusan", urusan),
            "kecamatan": lambda: _named("kecamatan", kecamatan),
            "tahun": lambda: _years(user),
        }
        for name, read in choices.items():  # once, and not where nothing is chosen or shown, as in a download
            self.fields[name].choices = cache(read)
        self.full_clean()

    def render(self, *args, **kwargs) -> SafeString:
        """The form; without words in it as it was made in the last minute, of choices that may be as old."""
        if args or kwargs or self.data.get("q") or self.ignored:
            return super().render(*args, **kwargs)
        name = f"finder:{get_language()}:{self._sees_all_years}:{self.query}"
        return kept_for_a_minute(name, lambda: super(FilterForm, self).render(*args, **kwargs))

    __str__ = __html__ = render

    @property
    def narrowing(self) -> list[forms.BoundField]:
        """The fields below the search line, in their order."""
        return [field for field in self if field.name not in ("q", "tampilan")]

    @property
    def ignored(self) -> bool:
        return bool(self.errors)

    @property
    def is_narrowed(self) -> bool:
        """Whether anything but the search words is set."""
        return any(value for name, value in self.cleaned_data.items() if name not in ("q", "tampilan"))

    @property
    def shows_map(self) -> bool:
        return self.cleaned_data.get("tampilan") == MAP

    @property
    def query(self) -> str:
        """What is asked for, as the part of an address after "?": what can be sent on, shared, exported."""
        return self.query_with()

    def query_with(self, **changes: str) -> str:
        """The same with some values changed; an empty one is left out."""
        asked = {name: self.data.get(name, "") for name in self.fields if name in self.cleaned_data} | changes
        return urlencode({name: value for name, value in asked.items() if value})

    def query_of_kecamatan(self, code: str) -> str:
        """The list of what comes from there, otherwise narrowed as now."""
        return self.query_with(kecamatan=code, tampilan="")

    @property
    def map_query(self) -> str:
        return self.query_with(tampilan=MAP)

    @property
    def list_query(self) -> str:
        return self.query_with(tampilan="")

    @property
    def chips(self) -> list[Chip]:
        """What narrows the list, each with the query that takes it off again."""
        return [
            Chip(
                str(self.fields[name].label or self[name].label),
                self._in_words(name),
                self.query_with(**{name: ""}),
            )
            for name in NARROWING
            if self.cleaned_data.get(name)
        ]

    def _in_words(self, name: str) -> str:
        """A choice as the filter shows it; words as they were typed."""
        choices = dict(getattr(self.fields[name], "choices", ()))
        value = self.cleaned_data[name]
        return str(choices.get(value, value))

    def apply(self, proposals):
        """The proposals that are asked for, in the order that is asked for; `proposals` comes from `for_listing`."""
        asked = self.cleaned_data
        rows = proposals.search(asked.get("q") or "")
        if asked.get("status"):
            rows = rows.in_public_state(asked["status"])
        if asked.get("urusan"):
            rows = rows.filter(urusan=_key(Urusan.objects.filter(slug=asked["urusan"])), withheld_reason="")
        if asked.get("tahun"):
            rows = rows.filter(forum__plan_year=asked["tahun"])
        rows = self._from_where(rows, asked.get("kecamatan"), asked.get("pengusul"))
        if asked.get("urut"):
            return rows.order_by(*ORDERS[asked["urut"]])
        return rows.in_best_order() if (asked.get("q") or "").strip("\x00 ") else rows

    @staticmethod
    def _from_where(rows, kecamatan, kind):
        """Place and proposer of withheld proposals are not public (nor is their urusan), so these filters never find them."""
        if kecamatan:
            place = _key(Kecamatan.objects.filter(code=kecamatan))
            rows = rows.filter(kelurahan__kecamatan=place, withheld_reason="")
        if kind == CITIZENS:
            return rows.filter(organization__isnull=True, withheld_reason="")
        return rows.filter(organization__kind=kind, withheld_reason="") if kind else rows
