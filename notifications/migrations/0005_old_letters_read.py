"""Letters that were written before there was a list of them count as read, or everybody would begin with hundreds."""

from django.db import migrations

READ = "UPDATE notifications_message SET read_at = created_at WHERE read_at IS NULL"


class Migration(migrations.Migration):

    dependencies = [
        ('notifications', '0004_digests'),
    ]

    operations = [
        migrations.RunSQL([READ], migrations.RunSQL.noop),
    ]
