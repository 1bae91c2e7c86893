"""Drafts of the notices after a breach: to the persons, and to the authority. People complete what stands in brackets."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from core.dates import long_datetime
from renja_portal.privacy.breach import SHOWN, Touched

# What a notice must say, and whether that was checked against the law (UU 27/2022 Pasal 46).
ITEMS = (
    (_l("Data pribadi yang terungkap"), True),
    (_l("Kapan dan bagaimana data terungkap"), True),
    (_l("Upaya penanganan dan pemulihan"), True),
    (_l("Paling lambat 3 x 24 jam, tertulis, kepada orangnya dan lembaga"), True),
    (_l("Dalam hal tertentu diumumkan kepada masyarakat"), True),
    (_l("Banyaknya orang, narahubung, akibat yang mungkin, saran bagi orangnya"), False),
)


@dataclass(frozen=True)
class Notice:
    title: str
    text: str


def drafts(touched: list[Touched], first: datetime, last: datetime, host) -> list[Notice]:
    """To everybody concerned, and to the authority."""
    kinds = sorted({name for one in touched for name in one.shows})
    told = {
        "host": host.name if host else _("[nama instansi]"),
        "data": "\n".join(f"- {SHOWN[name]}" for name in kinds) or "- [data]",
        "first": long_datetime(first),
        "last": long_datetime(last),
        "persons": sum(not one.person.is_list for one in touched),
        "lists": sum(one.person.is_list for one in touched),
    }
    return [
        Notice(_("Kepada orang yang datanya terungkap"), PERSONS % told),
        Notice(_("Kepada lembaga"), AUTHORITY % told),
    ]


PERSONS = """Yth. [nama]

%(host)s memberitahukan bahwa data pribadi Anda pada portal Forum Perangkat Daerah terungkap kepada pihak yang tidak berhak.

Data yang terungkap (hapus yang bukan milik orang ini):
%(data)s

Kapan: antara %(first)s dan %(last)s.
Bagaimana: [jelaskan dengan kalimat biasa]

Yang sudah dan akan kami lakukan: [akses ditutup, sandi diganti, ...]
[Belum dicocokkan dengan naskah undang-undang: akibat yang mungkin, dan apa yang sebaiknya Anda lakukan]

Pertanyaan: [nama, telepon, surel narahubung]
"""
AUTHORITY = """Kepada [lembaga yang berwenang]

Pemberitahuan kegagalan pelindungan data pribadi (UU 27/2022 Pasal 46)

Pengendali: %(host)s
Kapan: antara %(first)s dan %(last)s; diketahui [tanggal dan jam]
Bagaimana: [jelaskan]

Data yang terungkap:
%(data)s

Orang: %(persons)s orang tercatat satu per satu, dan %(lists)s daftar yang orangnya dihitung tersendiri [jumlahkan]

Penanganan dan pemulihan: [jelaskan]
Pemberitahuan kepada orangnya: [tanggal dan cara]
[Belum dicocokkan dengan naskah undang-undang: narahubung, akibat yang mungkin, lampiran]
"""
