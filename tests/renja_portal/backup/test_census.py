"""The database counted by itself."""

import pytest
from django.db import connection, transaction

from proposals.models import Proposal
from renja_portal.backup import census
from stakeholders.models import Kecamatan
from tests.factories.proposals import ProposalFactory

pytestmark = pytest.mark.django_db


def execute(sql: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql)


def test_every_table_is_counted():
    ProposalFactory.create_batch(3)
    counts = census.count_rows()
    assert counts["proposals_proposal"] == Proposal.objects.count() == 3
    assert set(counts) == set(connection.introspection.table_names())
    assert counts["django_migrations"] > 10


def test_schema_is_counted_with_its_guards():
    found = census.count_schema()
    assert min(found.values()) > 0
    execute("ALTER TABLE audit_entry DISABLE TRIGGER audit_entry_append_only")
    assert census.not_guarding() == ["audit_entry_append_only"]
    execute("DROP TRIGGER audit_entry_append_only ON audit_entry")
    assert census.count_schema() == found | {"triggers": found["triggers"] - 1}


def test_reference_to_a_missing_row_is_found():
    proposal = ProposalFactory()
    assert census.dangling_references() == {}
    execute("SET LOCAL session_replication_role = replica")  # as a careless repair would
    Proposal.objects.filter(pk=proposal.pk).update(kelurahan_id=987_654)
    assert list(census.dangling_references().values()) == [1]


def test_sequence_behind_its_rows_is_found():
    Kecamatan.objects.create(pk=70_000, code="64.71.99", name="Uji")
    assert census.stale_sequences() == {"stakeholders_kecamatan_id_seq": 70_000}


def test_findings_are_of_their_transaction_alone():
    with transaction.atomic():
        census.count_rows()
        assert census.dangling_references() == {}
