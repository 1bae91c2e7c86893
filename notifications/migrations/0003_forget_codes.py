"""Subjects of account mails name codes, too: of those that have left, nothing is kept any longer."""

from django.db import migrations

FORGET = "UPDATE notifications_message SET subject = 'Surat akun', body = '' WHERE is_private AND state <> 'pending'"


class Migration(migrations.Migration):

    dependencies = [
        ('notifications', '0002_bounced'),
    ]

    operations = [
        migrations.RunSQL([FORGET], migrations.RunSQL.noop),
    ]
