from django.db import migrations

from renja.funding_guard import operation

MOVE = """
INSERT INTO renja_funding (line_id, source, amount, forward, "order")
SELECT id, source_of_funds, pagu, forward_pagu, 0 FROM renja_renjaline
WHERE pagu IS NOT NULL OR forward_pagu IS NOT NULL OR source_of_funds <> ''
ON CONFLICT DO NOTHING;
"""


class Migration(migrations.Migration):
    """The money of each line becomes its first funding; from then on the database keeps both alike."""

    dependencies = [("renja", "0004_fundings")]

    operations = [operation(), migrations.RunSQL(MOVE, migrations.RunSQL.noop)]
