import core.quarantine
import django.db.models.deletion
import django.db.models.functions.datetime
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('stakeholders', '0004_membership_request'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='official',
            name='on_behalf',
            field=models.CharField(blank=True, db_default='', default='', help_text='Jabatan yang diwakili. Kosongkan bila menandatangani sendiri.', max_length=160, verbose_name='Atas nama (a.n.)'),
        ),
        migrations.AddField(
            model_name='official',
            name='through',
            field=models.CharField(blank=True, db_default='', default='', help_text='Jabatan yang menerima kuasa, bila pejabat ini mewakilinya lagi.', max_length=160, verbose_name='Untuk beliau (u.b.)'),
        ),
        migrations.AddField(
            model_name='official',
            name='user',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='offices', to=settings.AUTH_USER_MODEL, verbose_name='Akun'),
        ),
        migrations.AddConstraint(
            model_name='official',
            constraint=models.CheckConstraint(condition=models.Q(('through', ''), models.Q(('on_behalf', ''), _negated=True), _connector='OR'), name='official_through_on_behalf'),
        ),
        migrations.AddField(
            model_name='membership',
            name='office',
            field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='roles', to='stakeholders.official', verbose_name='Melekat pada jabatan'),
        ),
        migrations.CreateModel(
            name='Delegation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('original_name', models.CharField(editable=False, max_length=120)),
                ('scan', models.CharField(choices=[('waiting', 'Menunggu pemeriksaan'), ('clean', 'Bersih'), ('held', 'Ditahan')], db_default='clean', default=core.quarantine.first_state, editable=False, max_length=10)),
                ('scan_tries', models.PositiveSmallIntegerField(db_default=0, default=0, editable=False)),
                ('scan_after', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), default=django.utils.timezone.now, editable=False)),
                ('on_behalf', models.CharField(editable=False, max_length=160, verbose_name='Atas nama')),
                ('decree', models.CharField(max_length=160, verbose_name='Nomor dan tanggal persetujuan')),
                ('valid_from', models.DateField(default=django.utils.timezone.localdate, verbose_name='Mulai')),
                ('valid_until', models.DateField(verbose_name='Sampai')),
                ('file', models.FileField(max_length=200, upload_to='pendelegasian/', verbose_name='Persetujuan tertulis')),
                ('content_type', models.CharField(editable=False, max_length=80)),
                ('size', models.PositiveIntegerField(editable=False)),
                ('sha256', models.CharField(editable=False, max_length=64)),
                ('granted_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='Diberikan')),
                ('revoked_at', models.DateTimeField(editable=False, null=True, verbose_name='Dicabut')),
                ('delegate', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='delegations', to=settings.AUTH_USER_MODEL, verbose_name='Diberikan kepada')),
                ('granted_by', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('revoked_by', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'pendelegasian pengesahan',
                'verbose_name_plural': 'pendelegasian pengesahan',
                'ordering': ['-valid_from', '-pk'],
                'indexes': [models.Index(condition=models.Q(('scan', 'waiting')), fields=['scan_after'], name='delegation_waits_for_scan')],
                'constraints': [models.CheckConstraint(condition=models.Q(('valid_until__gte', models.F('valid_from'))), name='delegation_dates_in_order'), models.CheckConstraint(condition=models.Q(('scan__in', ['waiting', 'clean', 'held'])), name='delegation_scan_known')],
            },
        ),
    ]
