from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("reports", "0009_remark_sheet")]

    operations = [
        migrations.AddField(
            model_name="generateddocument",
            name="content_hash",
            field=models.CharField(
                blank=True, db_default="", default="", editable=False, max_length=64, verbose_name="Sidik isi"
            ),
        ),
    ]
