"""The database refuses to change or delete entries."""

from django.db import migrations

from audit.guard import operation


class Migration(migrations.Migration):
    dependencies = [("audit", "0001_initial")]

    operations = [operation()]
