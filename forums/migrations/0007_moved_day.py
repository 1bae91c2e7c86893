from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('forums', '0006_invitations_and_programme'),
    ]

    operations = [
        migrations.AddField(
            model_name='forum',
            name='note',
            field=models.CharField(blank=True, db_default='', default='', max_length=250, verbose_name='Alasan perubahan jadwal'),
        ),
    ]
