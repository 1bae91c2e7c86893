"""The catalogue of priorities, tujuan and sasaran of a plan, and what its lines serve."""

import django.db.models.deletion
from django.db import migrations, models

AIM = {"blank": True, "null": True, "on_delete": django.db.models.deletion.PROTECT, "to": "renja.aim"}


class Migration(migrations.Migration):
    dependencies = [
        ("renja", "0008_plan_copies"),
    ]

    operations = [
        migrations.CreateModel(
            name="Aim",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("prioritas", "Prioritas daerah"),
                            ("tujuan", "Tujuan"),
                            ("sasaran", "Sasaran"),
                        ],
                        max_length=12,
                        verbose_name="Jenis",
                    ),
                ),
                ("code", models.CharField(max_length=20, verbose_name="Nomor")),
                ("text", models.CharField(max_length=500, verbose_name="Uraian")),
                (
                    "renja",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="aims", to="renja.renja"
                    ),
                ),
            ],
            options={
                "verbose_name": "prioritas, tujuan, dan sasaran",
                "verbose_name_plural": "prioritas, tujuan, dan sasaran",
                "ordering": ["kind", "code"],
                "constraints": [
                    models.UniqueConstraint(
                        deferrable=models.Deferrable["DEFERRED"],
                        fields=("renja", "kind", "code"),
                        name="aim_code_once_a_kind",
                    )
                ],
            },
        ),
        migrations.AddField(
            model_name="renjaline",
            name="priority",
            field=models.ForeignKey(related_name="lines_of_priority", verbose_name="Prioritas daerah", **AIM),
        ),
        migrations.AddField(
            model_name="renjaline",
            name="aim",
            field=models.ForeignKey(related_name="lines_of_aim", verbose_name="Tujuan atau sasaran", **AIM),
        ),
    ]
