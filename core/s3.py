"""Files in a store that several machines share and that speaks S3 (MEDIA_S3_BUCKET).

What `core.storage` promises holds here, too: a file is in the store, whole, before the row that names it is committed. Every call
is over within half a minute, and where the store does not answer nobody else waits for it.
"""

import logging
import mimetypes
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import SpooledTemporaryFile
from threading import Lock
from typing import Any

from boto3.exceptions import Boto3Error
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError
from django.conf import settings
from django.core.files.base import File
from storages.backends.s3 import S3Storage
from urllib3.exceptions import HTTPError

from core.storage import StorageAway, move_durably

logger = logging.getLogger("renja.core")

CONNECT_SECONDS, ANSWER_SECONDS, TRIES = 3, 10, 2
FAILURES, PAUSE_SECONDS = 5, 10.0  # so many in a row, and for so long nobody asks
IN_MEMORY = 2 * 1024 * 1024  # of a file that is read; more of it waits on the disk
MISSING = 404


class Fuse:
    """After some failures in a row everybody is refused at once for a while, instead of waiting; then it is tried again."""

    def __init__(self) -> None:
        self.lock, self.failures, self.until = Lock(), 0, 0.0

    def ask(self) -> None:
        """Raises StorageAway while it is open."""
        if time.monotonic() < self.until:
            raise StorageAway(f"not asked: {self.failures} failures in a row")

    def note(self, *, failed: bool) -> None:
        with self.lock:
            self.failures = self.failures + 1 if failed else 0
            self.until = time.monotonic() + PAUSE_SECONDS if self.failures >= FAILURES else 0.0


class SharedStorage(S3Storage):
    """The bucket, under the names that a folder would use. Raises StorageAway, or FileNotFoundError for what is not there."""

    def __init__(self, **options: Any) -> None:
        """`options` as S3Storage knows them."""
        waits = Config(
            connect_timeout=CONNECT_SECONDS,
            read_timeout=ANSWER_SECONDS,
            retries={"total_max_attempts": TRIES, "mode": "standard"},
            signature_version="s3v4",
            s3={"addressing_style": "path" if options.get("endpoint_url") else "auto"},
            # Services other than AWS do not know the newer checksums; TLS guards the way.
            request_checksum_calculation="when_required",
            response_checksum_validation="when_required",
        )
        self.fuse = Fuse()
        super().__init__(**{"client_config": waits, "file_overwrite": False, **options})

    @property
    def bucket(self):
        """One for each thread: they cannot be shared."""
        return self.connection.Bucket(self.bucket_name)

    @property
    def client(self):
        return self.connection.meta.client

    @contextmanager
    def _asked(self, name: str) -> Iterator[None]:
        """One question to the store, whose failures become ours."""
        self.fuse.ask()
        try:
            yield
        except ClientError as error:
            status = error.response.get("ResponseMetadata", {}).get("HTTPStatusCode")
            self.fuse.note(failed=status != MISSING)
            if status == MISSING:
                raise FileNotFoundError(f"not in the store: {name}") from error
            raise StorageAway(f"{name}: {error}") from error
        except (BotoCoreError, Boto3Error, HTTPError, ConnectionError, TimeoutError) as error:
            self.fuse.note(failed=True)
            raise StorageAway(f"{name}: {error}") from error
        self.fuse.note(failed=False)

    def _open(self, name: str, mode: str = "rb") -> File:
        """Fetched whole before anything of it is handed on, so that no answer breaks off in the middle."""
        if mode != "rb":
            raise ValueError("Files in the store are read; writing is `save`.")
        fetched = SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115 (the caller closes it)
        try:
            with self._asked(name):
                found = self.client.get_object(Bucket=self.bucket_name, Key=self._normalize_name(name))
                shutil.copyfileobj(found["Body"], fetched)
        except BaseException:
            fetched.close()
            raise
        fetched.seek(0)
        return File(fetched, name=name)

    def _save(self, name: str, content) -> str:
        content.seek(0)
        self._upload(name, content)
        return name

    def _upload(self, name: str, content) -> None:
        """In one piece: the store shows all of it, or nothing."""
        kind = mimetypes.guess_type(name)[0] or self.default_content_type
        with self._asked(name):
            self.client.put_object(
                Bucket=self.bucket_name, Key=self._normalize_name(name), Body=content, ContentType=kind
            )

    def put(self, draft: Path, target: Path) -> None:
        """A finished file goes into the store under its name; what belongs to no row (folders with a dot) stays on this machine."""
        root = Path(settings.MEDIA_ROOT)
        name = target.relative_to(root) if target.is_relative_to(root) else None
        if name is None or any(part.startswith(".") for part in name.parts):
            move_durably(draft, target)
            return
        with draft.open("rb") as content:
            self._upload(name.as_posix(), content)
        draft.unlink()

    def delete(self, name: str) -> None:
        """What cannot be deleted now is left to the sweeping of files without rows: rows are gone already."""
        try:
            with self._asked(name):
                super().delete(name)
        except StorageAway as error:
            logger.warning("left in the store: %s", error)

    def exists(self, name: str) -> bool:
        with self._asked(name):
            return super().exists(name)

    def size(self, name: str) -> int:
        with self._asked(name):
            return super().size(name)

    def listdir(self, name: str) -> tuple[list[str], list[str]]:
        with self._asked(name):
            return super().listdir(name)

    def get_modified_time(self, name: str):
        with self._asked(name):
            return super().get_modified_time(name)

    def is_ready(self) -> bool:
        """The bucket is there and lets us in."""
        try:
            with self._asked("the bucket"):
                self.client.head_bucket(Bucket=self.bucket_name)
        except (StorageAway, FileNotFoundError) as error:
            logger.warning("store of files: %s", error)
            return False
        return True
