"""The rows of an official table as a form: the fields follow from its declaration."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from core.formfields import DecimalIdField, RupiahField
from core.formsets import DeletableRows, row_limits
from proposals.forms.fields import VersionField
from renja.codes import find_by_code
from renja.declared_tables import Column, DeclaredTable, plain
from renja.models import Renja, TableRow
from renja.services.tables import RowEdit
from renja.typed_tables import LONGEST, ReadRow, head_of, mark_of, own_cells
from urusan.models import Nomenclature

PAGE_SIZE = 30  # rows at once, so that a form stays below the number of fields that a request may have
EMPTY_ROWS = 3
PREFIX = "baris"


class PercentField(DecimalIdField):
    """A percentage; the sign may be typed along."""

    def to_python(self, value):
        return super().to_python(value.strip().removesuffix("%").strip() if isinstance(value, str) else value)


class NumberOrWordField(forms.CharField):
    """A number, or the word that stands for one (BB): what holds a digit must be a number."""

    def __init__(self, **kwargs):
        super().__init__(max_length=40, **kwargs)
        self.number = DecimalIdField(max_digits=18, decimal_places=4)

    def clean(self, value):
        text = " ".join(super().clean(value).split())
        return self.number.clean(text) if any(character.isdigit() for character in text) else text


def field_for(column: Column) -> forms.Field:
    """The field that reads a cell of this column."""
    if column.kind == "money":
        return RupiahField(required=False)
    if column.kind == "percent":
        return PercentField(required=False, max_digits=9, decimal_places=2)
    if column.kind == "number":
        return (
            NumberOrWordField(required=False)
            if column.words
            else DecimalIdField(required=False, max_digits=18, decimal_places=4)
        )
    if column.kind == "code":
        return forms.CharField(
            required=False, max_length=30, widget=forms.TextInput(attrs={"autocomplete": "off"})
        )
    return forms.CharField(required=False, max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 2}))


def _stored(value) -> str:
    """A cleaned value as a cell keeps it."""
    if value is None or isinstance(value, str):
        return " ".join((value or "").split())
    return plain(value)


class RowForm(forms.Form):
    """One row. `reads` are the stored ones by their id, for what is computed of them."""

    id = forms.IntegerField(required=False, widget=forms.HiddenInput, max_value=2**63 - 1)
    version = VersionField(required=False)
    mark = forms.CharField(required=False, max_length=16, widget=forms.HiddenInput)

    use_required_attribute = False

    def __init__(
        self, *args, table: DeclaredTable, heads: Mapping[str, str], reads: Mapping[str, ReadRow], **kwargs
    ):
        super().__init__(*args, **kwargs)
        self.table, self.heads, self.reads = table, heads, reads
        self.node: Nomenclature | None = None
        for column in table.typed_columns:
            field = self.fields[column.key] = field_for(column)
            field.label = heads[column.key]
            field.widget.attrs |= {"class": "form-control", "data-kind": column.kind}

    @property
    def read(self) -> ReadRow | None:
        return self.reads.get(str(self["id"].value() or ""))

    @property
    def cells(self) -> list[tuple[Column, str, forms.BoundField | None, str]]:
        """The columns in order, but for those that count the rows: head, and the field or what is computed."""
        read = self.read
        texts = read.texts if read else [""] * len(self.table.columns)
        return [
            (column, self.heads[column.key], self[column.key] if column.is_typed else None, text)
            for column, text in zip(self.table.columns, texts, strict=True)
            if not column.counts_rows
        ]

    @property
    def code(self) -> str:
        """The code that was typed, as far as the table has a column for it."""
        return next((self.cleaned_data.get(column.key, "") for column in self._code_columns), "").strip()

    @property
    def _code_columns(self) -> list[Column]:
        return [column for column in self.table.columns if column.kind == "code"]

    def take_code(self, found: Mapping[str, Nomenclature]) -> None:
        """Give the row its official code, and the name of it where that was left empty."""
        for column in self._code_columns if self.code else ():
            self.node = found.get(self.code)
            if self.node is None:
                text = _(
                    "Kode “%(code)s” tidak ada dalam daftar kode resmi. Periksa angkanya, atau kosongkan."
                )
                self.add_error(column.key, ValidationError(text, params={"code": self.code}))
            elif column.names and not self.cleaned_data.get(column.names):
                self.cleaned_data[column.names] = self.node.name

    def edit(self, *, is_removed: bool) -> RowEdit:
        """What the verb is asked for; valid forms only."""
        data = self.cleaned_data
        cells = {c.key: _stored(data.get(c.key)) for c in self.table.typed_columns if c.kind != "code"}
        touched = not data.get("id") or mark_of(cells, self.code) != data.get("mark")
        return RowEdit(cells, self.node, data.get("id"), data.get("version", 0), touched, is_removed)


class BaseRowFormSet(DeletableRows, forms.BaseFormSet):
    """The rows of one page, and some empty ones."""

    def __init__(self, *args, renja: Renja, **kwargs):
        self.renja = renja
        super().__init__(*args, **kwargs)

    def clean(self) -> None:
        """All codes are looked up at once."""
        forms_ = [form for form in self.forms if form.is_valid() and form not in self.deleted_forms]
        found = find_by_code(self.renja, {form.code for form in forms_ if form.cleaned_data and form.code})
        for form in forms_:
            if form.cleaned_data:
                form.take_code(found)

    @property
    def edits(self) -> list[RowEdit]:
        """What the verb takes; valid formsets only."""
        filled_in = [form for form in self.forms if form.cleaned_data]
        return [form.edit(is_removed=form in self.deleted_forms) for form in filled_in]


RowFormSet: Any = forms.formset_factory(
    RowForm, formset=BaseRowFormSet, **row_limits(extra=EMPTY_ROWS, most=PAGE_SIZE + EMPTY_ROWS)
)


def page_of(rows: QuerySet[TableRow], wanted: str | None) -> Page:
    """As many rows of a table as one form holds."""
    return Paginator(rows, PAGE_SIZE).get_page(wanted)


def row_forms(renja: Renja, table: DeclaredTable, rows: tuple[ReadRow, ...], data=None) -> BaseRowFormSet:
    """The forms of these rows of a table, with empty ones after them."""
    heads = {column.key: head_of(column, renja.year) for column in table.columns}
    given = {"table": table, "heads": heads, "reads": {str(read.row.pk): read for read in rows}}
    initial = [_initial(table, read) for read in rows]
    return RowFormSet(data, initial=initial, prefix=PREFIX, renja=renja, form_kwargs=given)


def _initial(table: DeclaredTable, read: ReadRow) -> dict:
    row: TableRow = read.row
    shown = dict(zip((column.key for column in table.columns), read.texts, strict=True))
    codes = [shown[column.key] for column in table.columns if column.kind == "code"]
    own = own_cells(table, row)
    return shown | {"id": row.pk, "version": row.version, "mark": mark_of(own, "".join(codes))}
