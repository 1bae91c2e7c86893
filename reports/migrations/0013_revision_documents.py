"""Which kept document shows which frozen revision."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("renja", "0010_plan_files"),
        ("reports", "0012_plan_signing"),
    ]

    operations = [
        migrations.AlterField(
            model_name="generateddocument",
            name="kind",
            field=models.CharField(
                choices=[
                    ("renja_pdf", "Renja (PDF)"),
                    ("renja_docx", "Renja (Word)"),
                    ("renja_xlsx", "Tabel resmi (Excel)"),
                    ("renja_revisi", "Revisi Renja (PDF)"),
                    ("ringkasan", "Ringkasan pimpinan"),
                    ("paparan", "Bahan paparan"),
                    ("berkas_bukti", "Berkas bukti untuk Bappeda"),
                ],
                default="renja_pdf",
                max_length=20,
                verbose_name="Jenis",
            ),
        ),
        migrations.CreateModel(
            name="RevisionDocument",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "document",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="of_revision",
                        to="reports.generateddocument",
                    ),
                ),
                (
                    "revision",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="documents",
                        to="renja.revision",
                    ),
                ),
            ],
            options={
                "verbose_name": "dokumen revisi Renja",
                "verbose_name_plural": "dokumen revisi Renja",
                "ordering": ["document"],
            },
        ),
    ]
