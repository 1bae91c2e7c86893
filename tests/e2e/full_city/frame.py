"""What the walks' city holds, and the words that they look for."""

import datetime
from dataclasses import dataclass

from accounts.models import User
from forums.models import Forum
from jobs.models import Job
from proposals.models import ImportBatch, Proposal
from renja.models import Renja, RenjaLine
from reports.models import ForwardingLetter, GeneratedDocument
from tests.e2e.city import City

PAST, HIDDEN = 2020, 2029  # a forum that is over, and one that the public does not see yet
LONG_TITLE = "Peningkatan keterselenggaraan layanan internet publik di dermaga, balai warga, dan posyandu Kelurahan Teritip"
HOUR, DAY = datetime.timedelta(hours=1), datetime.timedelta(days=1)


@dataclass(frozen=True)
class FullCity:
    """The city with its people by role, and its rows by what is special about them."""

    city: City
    people: dict[str, User]
    proposals: dict[str, Proposal]
    renja: Renja
    lines: dict[str, RenjaLine]
    jobs: dict[str, Job]
    document: GeneratedDocument
    batches: dict[str, ImportBatch]
    letter: ForwardingLetter

    @property
    def forum(self) -> Forum:
        return self.city.forum
