"""pg_dump of a held moment, in pieces that fit into memory: the dump never lies open on a disk."""

import subprocess
import tempfile
from collections.abc import Iterator

from django.utils.translation import gettext as _

from renja_portal.backup.errors import BackupError
from renja_portal.backup.programs import Program, reaching

PIECE = 16 << 20


def dump_pieces(program: Program, snapshot: str, left_out: list[str]) -> Iterator[bytes]:
    """The dump in PostgreSQL's own format ("custom"), cut every 16 MB. Raises BackupError when it did not come to its end."""
    line, environment = reaching(program)
    line += ["--format=custom", f"--snapshot={snapshot}", "--no-owner", "--no-privileges"]
    line += [f"--exclude-table-data={name}" for name in left_out]
    with tempfile.TemporaryFile() as told:
        dump = subprocess.Popen(  # noqa: S603
            line, env=environment, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=told
        )
        assert dump.stdout  # noqa: S101
        try:
            while piece := dump.stdout.read(PIECE):
                yield piece
        finally:
            dump.stdout.close()  # whoever stops early ends it
            code = dump.wait()
        if code:
            raise BackupError(_("pg_dump gagal: %(reason)s") % {"reason": complaint_in(told)})


def complaint_in(file) -> str:
    """What a program complained of: the line that names an error, else its last one."""
    file.seek(0)
    lines = file.read().decode("utf-8", "replace").strip().splitlines()
    errors = [line for line in lines if "error" in line.lower()]
    return next(iter([*errors, *lines[-1:]]), _("tanpa keterangan"))
