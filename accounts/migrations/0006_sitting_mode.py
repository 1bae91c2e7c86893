from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0005_data_copy"),
    ]

    operations = [
        migrations.AddField(
            model_name="session",
            name="sitting_until",
            field=models.DateTimeField(blank=True, null=True, verbose_name="Mode sidang sampai"),
        ),
    ]
