import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('forums', '0006_invitations_and_programme'),
        ('meetings', '0003_sessions_and_presence'),
        ('proposals', '0011_asking'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='sitting',
            name='agenda_version',
            field=models.PositiveIntegerField(db_default=1, default=1, editable=False),
        ),
        migrations.AddField(
            model_name='sitting',
            name='scoring_closed_at',
            field=models.DateTimeField(blank=True, editable=False, null=True, verbose_name='Penilaian ditutup'),
        ),
        migrations.CreateModel(
            name='ConflictOfInterest',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('declared_at', models.DateTimeField(auto_now_add=True, verbose_name='Dinyatakan')),
                ('person', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='conflicts_of_interest', to=settings.AUTH_USER_MODEL)),
                ('proposal', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='conflicts_of_interest', to='proposals.proposal')),
            ],
            options={
                'verbose_name': 'benturan kepentingan',
                'verbose_name_plural': 'benturan kepentingan',
                'ordering': ['proposal', 'pk'],
                'constraints': [models.UniqueConstraint(fields=('proposal', 'person'), name='conflict_of_interest_declared_once')],
            },
        ),
        migrations.CreateModel(
            name='Mark',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('is_shared', models.BooleanField(default=True, verbose_name='Lembar bersama')),
                ('value', models.PositiveSmallIntegerField(null=True, verbose_name='Nilai')),
                ('marked_at', models.DateTimeField(auto_now=True, verbose_name='Dinilai')),
                ('version', models.PositiveIntegerField(db_default=1, default=1, editable=False)),
                ('criterion', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='marks', to='forums.criterion')),
                ('proposal', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='marks', to='proposals.proposal')),
                ('scorer', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='marks', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'nilai usulan',
                'verbose_name_plural': 'nilai usulan',
                'ordering': ['proposal', 'criterion', 'pk'],
                'constraints': [
                    models.CheckConstraint(condition=models.Q(('value__isnull', True), ('value__range', (1, 5)), _connector='OR'), name='mark_one_to_five'),
                    models.UniqueConstraint(condition=models.Q(('is_shared', True)), fields=('proposal', 'criterion'), name='mark_once_on_a_shared_sheet'),
                    models.UniqueConstraint(condition=models.Q(('is_shared', False)), fields=('proposal', 'criterion', 'scorer'), name='mark_once_for_each_scorer'),
                ],
            },
        ),
    ]
