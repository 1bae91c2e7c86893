"""Z07: a canary in every column that may hold something of a person; none of them sings in open data."""

import pytest
from django.apps import apps
from django.db import models
from django.db.models.functions import Cast, Concat

from reports.api.urls import ROOT
from reports.models import DataFile
from reports.open_data.datasets import DATASETS
from reports.open_data.freezing import make_edition
from reports.open_data.preparing import prepare_files
from tests.e2e.full_city import build_full_city
from tests.renja_portal.poisoned import OURS, columns, must_differ, unguarded

pytestmark = pytest.mark.django_db
# Columns whose text may stand in open data. Everything else is nobody's business; a new column must be added by hand.
OPEN_COLUMNS = {
    "forums.Forum.place", "forums.Forum.summary", "forums.Forum.theme", "meetings.Agreement.contribution",
    "meetings.Agreement.partner_note", "meetings.Agreement.text", "proposals.Decision.reason",
    "proposals.OfficialAnswer.text", "proposals.Proposal.problem", "proposals.Proposal.request",
    "proposals.Proposal.title", "proposals.Proposal.volume_unit", "proposals.ReasonCode.label",
    "renja.Funding.source", "renja.Indicator.satuan", "renja.Indicator.text", "renja.RenjaLine.location", "renja.RenjaLine.note",
    "renja.RenjaLine.source_of_funds", "stakeholders.Kecamatan.name", "stakeholders.Kelurahan.name",
    "stakeholders.Organization.name", "stakeholders.Organization.short_name", "stakeholders.Unit.name",
    "urusan.Edition.name", "urusan.Nomenclature.name", "urusan.Urusan.name",
}  # fmt: skip
ADDRESSES = ("email", "contact_email", "to_email", "website")


def nests() -> dict[str, models.Field]:
    """Every column that holds text that people or staff typed."""
    found = columns() | {
        f"{label}.{model.__name__}.{field.name}": field
        for label in OURS
        for model in apps.get_app_config(label).get_models()
        for field in model._meta.concrete_fields
        if field.name in (*ADDRESSES, "nip")
    }
    del found["reports.DataFile.dataset"]
    return found


def plant() -> dict[str, str]:
    """A short text of its own into each column: {column: text to listen for}."""
    songs = {}
    for number, (name, field) in enumerate(sorted(nests().items()), start=100):
        song = f"kenari{number}z"
        if (field.max_length or 100) < len(song) + 4:
            song = f"k{number}z"
        value = models.Value(song, output_field=models.TextField())
        if must_differ(field):
            value = Concat(value, Cast("pk", models.TextField()), output_field=models.TextField())
        with unguarded():
            field.model._base_manager.update(**{field.name: value})
        songs[name] = song
    return songs


@pytest.fixture
def heard(client) -> tuple[dict[str, str], str]:
    """What was planted, and all that open data says of it: files, a frozen edition, every answer of the API, every page."""
    build_full_city()
    songs = plant()
    prepare_files()
    texts = [one.file.read().decode() for one in DataFile.objects.newest().exclude(format="xlsx")]
    for slug, dataset in DATASETS.items():
        texts.append(client.get(f"/{ROOT}{slug}/").content.decode())
        for row in dataset.rows():
            texts.append(client.get(f"/{ROOT}{slug}/{getattr(row, dataset.lookup)}/").content.decode())
    texts.append(client.get("/data/data.json").content.decode().split('"contactPoint"')[0])
    make_edition(2028)
    return songs, "".join(texts)


def test_only_columns_on_the_list_are_heard(heard):
    songs, text = heard
    assert {column for column, song in songs.items() if song in text} == OPEN_COLUMNS


def test_canaries_sit_where_people_are():
    """The test above would pass for nothing if the personal columns were not among them."""
    personal = {
        "accounts.User.name", "accounts.User.email", "accounts.User.phone", "proposals.Proposal.contact_name",
        "proposals.Proposal.contact_email", "proposals.Proposal.contact_phone", "proposals.Proposal.rt",
        "proposals.Proposal.landmark", "stakeholders.Official.name", "stakeholders.Official.nip",
        "stakeholders.Organization.email", "stakeholders.Organization.phone", "notifications.Message.body",
    }  # fmt: skip
    assert personal <= set(nests())
