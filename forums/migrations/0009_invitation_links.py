"""Whoever was invited before invitations had links gets one now."""

from django.db import migrations

from core.secret_links import hash_of, secret_of

LINK = "forums.invitation"  # as in forums/models/inviting.py


def give_links(apps, schema_editor):
    rows = list(apps.get_model("forums", "Participant").objects.filter(link_hash=None))
    for row in rows:
        row.link_hash = hash_of(secret_of(LINK, row.key))
    apps.get_model("forums", "Participant").objects.bulk_update(rows, ["link_hash"], batch_size=500)


class Migration(migrations.Migration):

    dependencies = [("forums", "0008_invitation_letters")]
    operations = [migrations.RunPython(give_links, migrations.RunPython.noop)]
