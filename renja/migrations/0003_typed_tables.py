import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("renja", "0002_line_agreements"),
        ("urusan", "0001_initial"),
    ]

    operations = [
        migrations.AddField(
            model_name="chapter",
            name="is_ready",
            field=models.BooleanField(db_default=False, default=False, verbose_name="Siap"),
        ),
        migrations.CreateModel(
            name="TableRow",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("table", models.CharField(max_length=20, verbose_name="Tabel")),
                ("order", models.PositiveIntegerField(verbose_name="Urutan")),
                ("cells", models.JSONField(blank=True, default=dict, verbose_name="Isi")),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("updated_at", models.DateTimeField(auto_now=True)),
                (
                    "node",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="table_rows",
                        to="urusan.nomenclature",
                        verbose_name="Kode",
                    ),
                ),
                (
                    "renja",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="table_rows",
                        to="renja.renja",
                    ),
                ),
            ],
            options={
                "verbose_name": "baris tabel",
                "verbose_name_plural": "baris tabel",
                "ordering": ["table", "order"],
                "constraints": [
                    models.UniqueConstraint(
                        deferrable=models.Deferrable["DEFERRED"],
                        fields=("renja", "table", "order"),
                        name="table_row_order_once",
                    )
                ],
            },
        ),
    ]
