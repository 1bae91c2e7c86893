"""The Forum Renja 2020 as it was held on 27 February 2019; nothing here goes beyond the department's own news item."""

import datetime

from django.utils import timezone

from accounts.models import User
from demo.people import find_organization
from forums.cloning import create_forum
from forums.models import Activity, Forum, Participant, Phase
from forums.services import add_participant, edit_forum, publish_forum, save_phases
from meetings.agreeing import add_agreement
from urusan.models import Urusan

DAY = datetime.date(2019, 2, 27)
SUMMARY = (
    "Forum Perangkat Daerah penyusunan Rencana Kerja (Renja) Dinas Komunikasi dan Informatika tahun 2020 "
    "diselenggarakan untuk menyempurnakan rancangan awal Renja dengan pendekatan bawah-atas. Selain mengikuti Renstra, "
    "Renja memperhatikan masukan dari mereka yang berkaitan dengan kinerja dinas; forum menjadi wadah menampung "
    "aspirasi masyarakat dan dunia usaha.\n\n"
    "Forum dihadiri Kepala Dinas Tatang Sudirja, seluruh pejabat struktural Diskominfo, perwakilan perangkat daerah "
    "Kota Balikpapan, Badan Pusat Statistik, Institut Teknologi Kalimantan, PT Telkom, dan Digital Innovation Lounge "
    "(Dilo) Balikpapan. Dasarnya Peraturan Menteri Dalam Negeri Nomor 86 Tahun 2017.\n\n"
    "Yang dibahas ialah tiga urusan wajib, yaitu komunikasi dan informatika, statistik, dan persandian, agar "
    "mendukung dan selaras dengan program strategis pemerintah daerah: pemerintahan yang efektif, akuntabel, dan "
    "transparan melalui teknologi informasi, di tengah industri 4.0 dengan sistem digital, otomasi, dan kecerdasan "
    "buatan."
)
PARTNERS = ("BPS Kota Balikpapan", "ITK", "PT Telkom", "Dilo Balikpapan")
AGREEMENTS = (
    (
        "komunikasi-dan-informatika",
        "Dilo Balikpapan, PT Telkom, dan Institut Teknologi Kalimantan mendukung terwujudnya Balikpapan sebagai kota cerdas.",
        ("Dilo Balikpapan", "PT Telkom", "ITK"),
    ),
    (
        "statistik",
        "Dukungan teknologi informasi bagi kebijakan satu data kota dilaksanakan bersama Badan Pusat Statistik.",
        ("BPS Kota Balikpapan",),
    ),
    ("persandian", "Tata kelola persandian kota akan disusun.", ()),
)
# The source names the day of the forum alone; the plan's own dates are made up and say so.
EDITED, LOCKED = (
    (datetime.date(2019, 3, 1), datetime.date(2019, 5, 31)),
    (
        datetime.date(2019, 6, 1),
        datetime.date(2019, 6, 30),
    ),
)
SIGNED = datetime.date(2019, 6, 14)


def create_forum_of_2019(actor: User) -> Forum:
    """The forum with its four partners and what was agreed for each urusan; its plan can be edited until `close_forum`."""
    forum = create_forum(2020, actor=actor, parts=())
    today = timezone.localdate()
    phases = [
        _phase("Forum perangkat daerah", Activity.DECIDE, DAY, DAY),
        _phase("Penyempurnaan (tanggal contoh)", Activity.EDIT_PLAN, EDITED[0], today),
    ]
    save_phases(forum, actor=actor, deleted=list(forum.phases.all()), added=phases)
    edit_forum(forum, actor=actor, values={"held_on": DAY, "place": "Kota Balikpapan", "summary": SUMMARY})
    for name in PARTNERS:
        add_participant(forum, find_organization(name), actor=actor, part=Participant.Part.PESERTA)
    for slug, text, partners in AGREEMENTS:
        values = {
            "urusan": Urusan.objects.get(slug=slug),
            "text": text,
            "partners": [find_organization(name) for name in partners],
        }
        add_agreement(forum, actor=actor, values=values)
    return publish_forum(forum, actor=actor)


def close_forum(forum: Forum) -> None:
    """The plan is written: its window gets its end of 2019, and the plan stays locked."""
    ending = _phase("", Activity.EDIT_PLAN, *EDITED)
    forum.phases.filter(activities=[Activity.EDIT_PLAN]).update(closes_at=ending["closes_at"])
    Phase.objects.create(forum=forum, order=3, **_phase("Penetapan (tanggal contoh)", Activity.LOCK, *LOCKED))


def _phase(name: str, activity: str, first: datetime.date, last: datetime.date) -> dict:
    """Whole days, from the first to the last."""
    return {
        "name": name,
        "activities": [activity],
        "opens_at": timezone.make_aware(datetime.datetime.combine(first, datetime.time())),
        "closes_at": timezone.make_aware(datetime.datetime.combine(last, datetime.time(23, 59))),
    }
