"""What is there: datasets with their newest files, and the same as a DCAT catalogue (data.json 1.1) for data portals."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from reports.open_data import hidden, licence
from reports.open_data.datasets import DATASETS, Dataset
from reports.open_data.models import DataFile, DataFormat
from reports.open_data.serving import TYPES
from stakeholders.models import Organization

ROOT = "api/v1"


@dataclass(frozen=True)
class Offer:
    """One dataset with its files, in the order of their formats; none before they were made, or while they are made anew."""

    dataset: Dataset
    files: list[DataFile]

    @property
    def row_count(self) -> int | None:
        return self.files[0].row_count if self.files else None

    @property
    def changed_at(self) -> datetime | None:
        return self.files[0].made_at if self.files else None

    @property
    def api_address(self) -> str:
        return f"{settings.PUBLIC_URL}/{ROOT}/{self.dataset.slug}/"

    @property
    def page(self) -> str:
        return reverse("reports:dataset", args=[self.dataset.slug])


def offers(*slugs: str) -> list[Offer]:
    """All datasets (or these) with their newest files; two queries."""
    wanted = slugs or tuple(DATASETS)
    files = list(DataFile.objects.filter(dataset__in=wanted).newest())
    if files and hidden.something_since(min(one.entry for one in files)):
        files = []
    order = list(DataFormat.values)
    return [
        Offer(
            DATASETS[slug],
            sorted((one for one in files if one.dataset == slug), key=lambda one: order.index(one.format)),
        )
        for slug in wanted
    ]


def data_json() -> dict[str, Any]:
    """The catalogue: title, description, publisher, licence, moments and distributions of each dataset."""
    host = Organization.objects.host()
    return {
        "@context": "https://project-open-data.cio.gov/v1.1/schema/catalog.jsonld",
        "@id": settings.PUBLIC_URL + reverse("reports:data_json"),
        "@type": "dcat:Catalog",
        "conformsTo": "https://project-open-data.cio.gov/v1.1/schema",
        "describedBy": "https://project-open-data.cio.gov/v1.1/schema/catalog.json",
        "dataset": [_entry(offer, host) for offer in offers()],
    }


def _entry(offer: Offer, host: Organization | None) -> dict[str, Any]:
    dataset, publisher = offer.dataset, host.name if host else _("Forum Perangkat Daerah")
    contact = {"@type": "vcard:Contact", "fn": publisher, "hasEmail": f"mailto:{_address(host)}"}
    changed = offer.changed_at.isoformat(timespec="seconds") if offer.changed_at else None
    return {
        "@type": "dcat:Dataset",
        "identifier": settings.PUBLIC_URL + offer.page,
        "title": str(dataset.title),
        "description": str(dataset.about),
        "keyword": ["renja", "perencanaan daerah", dataset.slug],
        "publisher": {"@type": "org:Organization", "name": publisher},
        "contactPoint": contact,
        "accessLevel": "public",
        "license": licence.ADDRESS,
        "language": ["id"],
        "landingPage": settings.PUBLIC_URL + offer.page,
        "describedBy": settings.PUBLIC_URL + reverse("reports:data_dictionary"),
        "accrualPeriodicity": "R/PT10M",
        **({"modified": changed, "issued": changed} if changed else {"modified": "R/PT10M"}),
        "distribution": [*map(_distribution, offer.files), _by_api(offer)],
    }


def _address(host: Organization | None) -> str:
    return host.email if host and host.email else settings.DEFAULT_FROM_EMAIL


def _distribution(file: DataFile) -> dict[str, Any]:
    return {
        "@type": "dcat:Distribution",
        "title": str(file),
        "format": file.get_format_display(),
        "mediaType": TYPES[file.format].split(";")[0],
        "downloadURL": settings.PUBLIC_URL + reverse("reports:data_file", args=[file.dataset, file.format]),
        "byteSize": file.size,
    }


def _by_api(offer: Offer) -> dict[str, Any]:
    return {"@type": "dcat:Distribution", "title": "API", "format": "API", "accessURL": offer.api_address}
