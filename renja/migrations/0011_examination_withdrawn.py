"""A handover to Bappeda can be withdrawn, with a reason."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("renja", "0010_plan_files"),
    ]

    operations = [
        migrations.AddField(
            model_name="examination",
            name="withdrawn_at",
            field=models.DateTimeField(blank=True, editable=False, null=True, verbose_name="Ditarik"),
        ),
        migrations.AddField(
            model_name="examination",
            name="withdrawn_reason",
            field=models.TextField(
                blank=True, db_default="", default="", max_length=500, verbose_name="Alasan ditarik"
            ),
        ),
        migrations.AddConstraint(
            model_name="examination",
            constraint=models.CheckConstraint(
                condition=models.Q(withdrawn_at__isnull=True) | ~models.Q(withdrawn_reason=""),
                name="examination_withdrawn_with_a_reason",
            ),
        ),
    ]
