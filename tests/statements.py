"""How often a kept statement was asked."""

from core.kept_sql import KeptRows, KeptSql


def times_asked(kept: KeptSql | KeptRows, queries) -> int:
    """Of the queries that were captured."""
    return sum(kept._statement.prepared.name in one["sql"] for one in queries.captured_queries)
