"""Counting up in the table of the daily counts, for several at once or not at all."""

from collections.abc import Mapping
from datetime import date

from django.db import connection
from django.db.models import F

from accounts.models import DailyUse

COUNT_UP = """
    INSERT INTO accounts_dailyuse AS kept (who, deed, day, count)
    SELECT asked.who, %(deed)s, %(day)s, %(size)s
    FROM unnest(%(who)s, %(most)s) AS asked (who, most) WHERE %(size)s <= asked.most
    ON CONFLICT (day, who, deed) DO UPDATE SET count = kept.count + EXCLUDED.count
    WHERE kept.count + EXCLUDED.count <=
        (SELECT asked.most FROM unnest(%(who)s, %(most)s) AS asked (who, most) WHERE asked.who = EXCLUDED.who)
    RETURNING who
"""


class Enough(Exception):
    """`who` had as much as one may; nothing was counted."""

    def __init__(self, who: str) -> None:
        self.who = who


def count_up(limits: Mapping[str, int], *, deed: str, day: date, size: int = 1) -> None:
    """Count `size` more for each of those named, in one statement, so that many at once never pass together.

    `limits` says how much each may on that day. Raises Enough for the first who had it; what the others were counted
    is given back at once.
    """
    told = {"who": list(limits), "most": list(limits.values()), "deed": deed, "day": day, "size": size}
    with connection.cursor() as cursor:
        cursor.execute(COUNT_UP, told)
        counted = {who for (who,) in cursor.fetchall()}
    refused = [who for who in limits if who not in counted]
    if refused and counted:
        DailyUse.objects.filter(who__in=counted, deed=deed, day=day).update(count=F("count") - size)
    if refused:
        raise Enough(refused[0])
