"""A city in which every text that the database holds is hostile: as if people, imports and letters were all enemies."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.apps import apps
from django.db import connection, models

from proposals.models import Proposal
from renja.models import Chapter, Indicator, RenjaLine, TableRow
from stakeholders.models import Organization
from tests.renja_portal.hostile import WORD

OURS = (
    "accounts",
    "urusan",
    "stakeholders",
    "forums",
    "proposals",
    "meetings",
    "renja",
    "reports",
    "jobs",
    "notifications",
)
# Keys and codes of our own making, hashes, and texts whose mere presence changes what a page may show.
LEFT_ALONE = {
    "password", "key", "kind", "code", "slug", "number", "sha256", "content_type", "structure", "bidang_code",
    "withheld_reason", "target_label", "step", "file", "logo", "url", "nip", "email", "to_email", "contact_email", "website",
    "consent_version", "receipt_hash", "link_hash", "screen_hash", "mark", "table", "ref",
    "output_label",
}  # fmt: skip


def columns() -> dict[str, models.Field]:
    """`renja.RenjaLine.note` → its field: every column that holds free text."""
    found = {}
    for label in OURS:
        for model in apps.get_app_config(label).get_models():
            for field in model._meta.concrete_fields:
                is_text = isinstance(field, models.CharField | models.TextField) and not field.choices
                if is_text and field.name not in LEFT_ALONE and model is not Chapter:
                    found[f"{label}.{model.__name__}.{field.name}"] = field
    return found


def marker(number: int, size: int) -> str:
    """Markup that says which column it stands in: `"><jahat onz70q=1>`, or less where there is no room."""
    full = f"\"'><{WORD} onz{number}q=1>"
    return full if size >= len(full) else f"<z{number}q>"


def must_differ(field: models.Field) -> bool:
    """No two rows may hold the same, at least not beside each other."""
    rules = [rule for rule in field.model._meta.constraints if isinstance(rule, models.UniqueConstraint)]
    return field.unique or any(field.name in rule.fields for rule in rules)


def poison_every_text() -> dict[str, str]:
    """Write into each column its marker (names that must be unique keep apart by their id): {column: mark to look for}."""
    marks = {}
    for number, (name, field) in enumerate(columns().items(), start=10):
        size = field.max_length or 1000
        apart = must_differ(field)
        text = marker(number, size - 6 if apart else size)
        value = models.Value(text, output_field=models.TextField())
        if apart:
            key = models.functions.Cast("pk", models.TextField())
            value = models.functions.Concat(value, key, output_field=models.TextField())
        with unguarded():
            field.model._base_manager.update(**{field.name: value})
        marks[name] = f"z{number}q"
    typed = dict.fromkeys(("uraian", "indikator", "target_lalu", "tujuan", "usulan"), marker(0, 40))
    TableRow.objects.update(cells=typed)
    return marks


@contextmanager
def unguarded() -> Iterator[None]:
    """Without the triggers that refuse to change what is final."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        yield
        cursor.execute("SET LOCAL session_replication_role = origin")


def poison_addresses() -> None:
    """Addresses and measures that their forms would take."""
    Organization.objects.update(website=f'https://contoh.id/"><{WORD}>', email=f'"<{WORD}>"@contoh.id')
    Proposal.objects.update(contact_email=f'"<{WORD}>"@contoh.id')
    Indicator.objects.filter(target=None).update(target_label=marker(0, 40))
    for model in (Proposal, RenjaLine):
        model.objects.exclude(withheld_reason="").update(withheld_reason=marker(0, 40))
