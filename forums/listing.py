"""Rows of a forum that stand in an order of their own: keeping them, and putting one further up or down."""

from typing import Any

from forums.models import Forum


def keep_rows(forum: Forum, rows: list[Any]) -> None:
    """New rows, all of one kind, become this forum's."""
    for row in rows:
        row.forum = forum
    type(rows[0]).objects.bulk_create(rows)


def in_order(rows: list[Any], moved: Any = None, step: int = 0) -> list[Any]:
    """The rows numbered from one; `moved` first goes `step` places on (negative: up), as far as the list reaches."""
    if moved in rows and step:
        place = rows.index(moved)
        target = min(max(place + step, 0), len(rows) - 1)
        rows.insert(target, rows.pop(place))
    for number, row in enumerate(rows, start=1):
        row.order = number
    return rows
