import uuid

import django.core.validators
import django.db.models.deletion
import django.db.models.functions.datetime
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

import core.quarantine


class Migration(migrations.Migration):

    dependencies = [
        ('forums', '0007_moved_day'),
        ('jobs', '0001_initial'),
        ('notifications', '0004_digests'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='participant',
            name='answered_by',
            field=models.ForeignKey(blank=True, editable=False, help_text='Kosong bila dijawab melalui tautan undangan.', null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='Dicatat oleh'),
        ),
        migrations.AddField(
            model_name='participant',
            name='reminded_on',
            field=models.DateField(blank=True, editable=False, null=True, verbose_name='Diingatkan'),
        ),
        migrations.AddField(
            model_name='delivery',
            name='letter',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='notifications.message'),
        ),
        migrations.CreateModel(
            name='InvitationLetter',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.CharField(blank=True, help_text='Kosongkan bila nomornya ditulis tangan; pada surat tercetak garis titik-titik.', max_length=80, verbose_name='Nomor surat')),
                ('nature', models.CharField(default='Penting', max_length=40, verbose_name='Sifat')),
                ('enclosure', models.CharField(blank=True, default='1 (satu) berkas', max_length=60, verbose_name='Lampiran')),
                ('subject', models.CharField(max_length=150, verbose_name='Hal')),
                ('dated', models.DateField(verbose_name='Tanggal surat')),
                ('opening', models.TextField(max_length=6000, verbose_name='Pembuka')),
                ('requests', models.TextField(blank=True, max_length=6000, verbose_name='Yang diminta dari undangan')),
                ('closing', models.TextField(max_length=6000, verbose_name='Penutup')),
                ('copies_to', models.TextField(blank=True, max_length=1000, verbose_name='Tembusan')),
                ('has_programme', models.BooleanField(default=True, verbose_name='Susunan acara sebagai lampiran')),
                ('has_list', models.BooleanField(default=True, verbose_name='Daftar undangan sebagai lampiran')),
                ('paper', models.CharField(choices=[('a4', 'A4'), ('f4', 'F4')], default='a4', max_length=2, verbose_name='Ukuran kertas')),
                ('remind_days', models.PositiveSmallIntegerField(default=3, help_text='Yang belum menjawab disurati sekali lagi sekian hari sebelum forum. Isi 0 untuk tidak mengingatkan.', validators=[django.core.validators.MaxValueValidator(30)], verbose_name='Ingatkan sebelum forum (hari)')),
                ('version', models.PositiveIntegerField(db_default=1, default=1, editable=False)),
                ('forum', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='invitation_letter', to='forums.forum')),
                ('job', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='jobs.job')),
            ],
            options={
                'verbose_name': 'surat undangan',
                'verbose_name_plural': 'surat undangan',
                'constraints': [models.CheckConstraint(condition=models.Q(('remind_days__lte', 30)), name='invitation_reminds_in_time')],
            },
        ),
        migrations.CreateModel(
            name='InvitationCopy',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('mark', models.CharField(editable=False, max_length=64)),
                ('file', models.FileField(max_length=120, upload_to='reports/undangan/', verbose_name='Berkas')),
                ('sha256', models.CharField(editable=False, max_length=64)),
                ('size', models.PositiveBigIntegerField(help_text='bytes', verbose_name='Ukuran')),
                ('pages', models.PositiveIntegerField(verbose_name='Halaman')),
                ('made_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='Disusun')),
                ('participant', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='letter_copy', to='forums.participant')),
            ],
            options={
                'verbose_name': 'surat undangan tersusun',
                'verbose_name_plural': 'surat undangan tersusun',
            },
        ),
        migrations.CreateModel(
            name='SignedLetter',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('original_name', models.CharField(editable=False, max_length=120)),
                ('scan', models.CharField(choices=[('waiting', 'Menunggu pemeriksaan'), ('clean', 'Bersih'), ('held', 'Ditahan')], db_default='clean', default=core.quarantine.first_state, editable=False, max_length=10)),
                ('scan_tries', models.PositiveSmallIntegerField(db_default=0, default=0, editable=False)),
                ('scan_after', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), default=django.utils.timezone.now, editable=False)),
                ('file', models.FileField(max_length=200, upload_to='undangan/', verbose_name='Surat bertanda tangan')),
                ('content_type', models.CharField(editable=False, max_length=80)),
                ('size', models.PositiveIntegerField(editable=False)),
                ('sha256', models.CharField(editable=False, max_length=64)),
                ('added_at', models.DateTimeField(auto_now_add=True)),
                ('added_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('letter', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='signed', to='forums.invitationletter')),
            ],
            options={
                'verbose_name': 'surat undangan bertanda tangan',
                'verbose_name_plural': 'surat undangan bertanda tangan',
                'indexes': [models.Index(condition=models.Q(('scan', 'waiting')), fields=['scan_after'], name='signed_waits_for_scan')],
                'constraints': [models.CheckConstraint(condition=models.Q(('scan__in', ['waiting', 'clean', 'held'])), name='signed_scan_known')],
            },
        ),
    ]
