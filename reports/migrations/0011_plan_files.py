"""A code for each generated document, and more kinds of them. Documents from before get the code that their key stands for."""

import uuid

from django.db import migrations, models

LETTERS, LENGTH = "23456789ABCDEFGHJKMNPQRSTVWXYZ", 10
KINDS = [
    ("renja_pdf", "Renja (PDF)"),
    ("renja_docx", "Renja (Word)"),
    ("renja_xlsx", "Tabel resmi (Excel)"),
    ("ringkasan", "Ringkasan pimpinan"),
    ("paparan", "Bahan paparan"),
    ("berkas_bukti", "Berkas bukti untuk Bappeda"),
]


def code_of(key: uuid.UUID) -> str:
    rest, code = key.int, ""
    for _n in range(LENGTH):
        rest, place = divmod(rest, len(LETTERS))
        code += LETTERS[place]
    return code


def give_codes(apps, schema_editor) -> None:
    documents = apps.get_model("reports", "GeneratedDocument")
    for document in documents.objects.filter(code="").only("key"):
        documents.objects.filter(pk=document.pk).update(code=code_of(document.key))


class Migration(migrations.Migration):
    dependencies = [("reports", "0010_document_content_hash")]

    operations = [
        migrations.AddField(
            model_name="generateddocument",
            name="code",
            field=models.CharField(
                blank=True, db_default="", editable=False, max_length=12, verbose_name="Kode verifikasi"
            ),
        ),
        migrations.AlterField(
            model_name="generateddocument",
            name="kind",
            field=models.CharField(choices=KINDS, default="renja_pdf", max_length=20, verbose_name="Jenis"),
        ),
        migrations.RunPython(give_codes, migrations.RunPython.noop),
        migrations.AddConstraint(
            model_name="generateddocument",
            constraint=models.UniqueConstraint(
                condition=models.Q(("code", ""), _negated=True), fields=("code",), name="document_code_once"
            ),
        ),
    ]
