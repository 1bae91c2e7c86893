"""Under which terms the data is handed out, and the dictionary that explains each column."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from reports.open_data.datasets import DATASETS, Dataset
from stakeholders.models import Organization

NAME = _l("Creative Commons Atribusi 4.0 Internasional (CC BY 4.0)")
ADDRESS = "https://creativecommons.org/licenses/by/4.0/deed.id"
SHORT = "CC-BY-4.0"


def terms() -> str:
    """The licence in one paragraph."""
    host = Organization.objects.host()
    words = _(
        "Data ini tersedia dengan lisensi %(licence)s. Anda boleh menyalin, mengubah, dan menyebarkannya, juga untuk tujuan"
        " komersial, asalkan menyebut “%(source)s” sebagai sumber, menautkan lisensi ini, dan mengatakan apa yang Anda ubah."
    )
    return words % {
        "licence": NAME,
        "source": host.name if host else _("Forum Perangkat Daerah"),
    }


def dictionary_head() -> list[str]:
    return ["kumpulan", "kolom", "sebutan", "arti", "jenis", "satuan", "sumber_kode"]


def dictionary_rows(datasets: list[Dataset] | None = None) -> list[list[str]]:
    """What each column of each dataset means."""
    return [
        [
            dataset.slug, column.name, str(column.label), str(column.meaning), column.kind_label, str(column.unit),
            str(column.codes),
        ]
        for dataset in datasets or DATASETS.values()
        for column in dataset.columns
    ]  # fmt: skip
