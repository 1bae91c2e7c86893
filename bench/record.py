"""The record of some years: 200,000 entries, and what each filter of its page costs then."""

import statistics
from dataclasses import dataclass
from urllib.parse import urlencode

from django.db import connection

from accounts.models import User
from bench.growth import client_of, times_of
from renja_portal.upkeep.actions import ACTIONS

ROWS, ROUNDS = 200_000, 5
FILL = """
INSERT INTO audit_entry
    (at, action, actor_id, actor_label, object_type, object_id, object_label, reason, changed, data, previous_hash, hash)
SELECT now() - (%(rows)s - i) * interval '3 minutes', (%(actions)s::text[])[1 + (power(random(), 3) * %(last)s)::int],
    %(first)s + (random() * 99)::int, 'Akun', (ARRAY['proposals.proposal', 'renja.renjaline', 'accounts.user'])[1 + i %% 3],
    (i %% 3000)::text, 'ASP-2028-' || lpad((i %% 3000)::text, 4, '0'),
    CASE WHEN i %% 3 = 0 THEN 'Lokasi belum jelas, sebutkan RT dan patokannya, nomor ' || i ELSE '' END,
    '["status"]', '{"version": 1}', md5(i::text), md5((i + 1)::text) || md5(i::text)
FROM generate_series(1, %(rows)s) AS i
"""
FILTERS: dict[str, dict[str, str]] = {
    "Newest": {},
    "Last page": {"page": "3000"},
    "A common deed": {"tindakan": "proposal.submit"},
    "A rare deed": {"tindakan": "message.bounce"},
    "A kind of thing": {"jenis": "accounts.user"},
    "A kind without entries": {"jenis": "stakeholders.unit"},
    "A part of many addresses": {"pelaku": "contoh.id"},
    "Nobody's address": {"pelaku": "tidakada"},
    "A number": {"q": "ASP-2028-0007"},
    "Words that nobody wrote": {"q": "tidak ada sama sekali"},
    "Five filters at once": {
        "q": "RT", "pelaku": "warga", "tindakan": "proposal.assign", "jenis": "proposals.proposal", "dari": "2025-12-01",
    },
}  # fmt: skip


@dataclass(frozen=True)
class FilterCost:
    """Milliseconds of server time of the record's page, narrowed so (median)."""

    name: str
    median_ms: float


def measure_record(say) -> list[FilterCost]:
    """Fill the record past its chain (the database is thrown away afterwards) and ask for each filter."""
    say(f"record of {ROWS:,} entries")
    actions = [name for group in ACTIONS.values() for name in group]
    first = User.objects.order_by("pk").values_list("pk", flat=True)[0]
    with connection.cursor() as cursor:
        cursor.execute(FILL, {"rows": ROWS, "actions": actions, "last": len(actions) - 1, "first": first})
        cursor.execute("VACUUM ANALYZE audit_entry")
    client = client_of("admin")
    return [
        FilterCost(name, statistics.median(times_of(client, f"/kerja/catatan/?{urlencode(asked)}", ROUNDS)))
        for name, asked in FILTERS.items()
    ]
