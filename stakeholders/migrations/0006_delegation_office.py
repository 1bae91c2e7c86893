import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("stakeholders", "0005_offices_and_delegation")]

    operations = [
        migrations.AddField(
            model_name="delegation",
            name="office",
            field=models.ForeignKey(
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="stakeholders.official",
                verbose_name="Jabatan pemberi",
            ),
        ),
    ]
