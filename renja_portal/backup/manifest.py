"""What an archive says about itself: of which moment it is, what it holds, by which one knows that nothing is missing."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import datetime

from django.conf import settings
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.translation import gettext as _

from renja_portal.backup.errors import BackupError

FORMAT = "renja-backup/1"
NAME = "manifest.json"
MEDIA, DATABASE = "media/", "database/"
MARK = "renja_portal.backup"

Files = dict[str, tuple[int, str]]  # name: (bytes, SHA-256)


@dataclass(frozen=True)
class Manifest:
    """`at`: whatever was committed before is in the archive. `counts`: rows of every table, `schema`: how many constraints,
    indexes, triggers, functions and sequences. `head`: (id, hash) of the newest entry of the record. `lost`: (row, file) of
    files that were missing already. `store`: the bucket of the store that files lie in; the archive then holds none.
    """

    at: datetime
    host: str
    version: str
    server: int
    dumped_by: int
    migrations: list[str]
    counts: dict[str, int]
    left_out: list[str]
    schema: dict[str, int]
    head: tuple[int, str] | None
    key_mark: str
    database: Files = field(default_factory=dict)
    media: Files = field(default_factory=dict)
    lost: list[tuple[str, str]] = field(default_factory=list)
    store: str = ""

    def as_json(self) -> bytes:
        told = {"format": FORMAT} | asdict(self) | {"at": self.at.isoformat()}
        return json.dumps(told, ensure_ascii=False, indent=1).encode()

    @property
    def media_bytes(self) -> int:
        return sum(size for size, _digest in self.media.values())

    @property
    def members(self) -> Files:
        """Everything but the manifest itself, by its name in the archive."""
        return {MEDIA + name: facts for name, facts in self.media.items()} | {
            DATABASE + name: facts for name, facts in self.database.items()
        }


def parse(text: bytes | str) -> Manifest:
    """Raises BackupError where this is no manifest, or one of a later release."""
    try:
        told = json.loads(text)
        kind = told.pop("format")
    except (ValueError, KeyError, AttributeError, TypeError) as error:
        raise BackupError(_("Manifes tidak dapat dibaca.")) from error
    if kind != FORMAT:
        raise BackupError(
            _("Arsip ini berformat %(kind)s; rilis ini membaca %(own)s.") % {"kind": kind, "own": FORMAT}
        )
    try:
        return _parsed(told)
    except (KeyError, TypeError, ValueError) as error:
        raise BackupError(_("Manifes tidak lengkap: %(reason)s.") % {"reason": error}) from error


def _parsed(told: dict) -> Manifest:
    files = {
        part: {name: tuple(facts) for name, facts in told[part].items()} for part in ("database", "media")
    }
    head = tuple(told["head"]) if told["head"] else None
    lost = [tuple(pair) for pair in told["lost"]]
    return Manifest(**told | files | {"at": datetime.fromisoformat(told["at"]), "head": head, "lost": lost})


def key_mark(key: str = "") -> str:
    """By which one secret key is known again; it tells nothing about the key."""
    return salted_hmac(MARK, "key", secret=key or settings.SECRET_KEY, algorithm="sha256").hexdigest()[:32]


def knows_key_of(manifest: Manifest) -> bool:
    """Whether this installation has the SECRET_KEY of then, or still accepts it."""
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    return any(constant_time_compare(key_mark(key), manifest.key_mark) for key in keys)


def differing(expected: Mapping, found: Mapping) -> list[str]:
    """Names that are missing, too much, or not the same, in order."""
    names = sorted(expected.keys() | found.keys())
    return [name for name in names if expected.get(name) != found.get(name)]
