"""The tar inside: whatever is missing, too much or changed is noticed, and nothing leads out of its folder."""

import io
import tarfile
from datetime import UTC, datetime

import pytest

from renja_portal.backup.archive import Writer, is_ours, members, read_whole
from renja_portal.backup.errors import BackupError
from renja_portal.backup.manifest import MEDIA, NAME, Manifest, knows_key_of, parse

FILES = {"media/a/1.pdf": b"satu", "media/b.jpg": b"dua", "database/000001": b"isi"}


def manifest_of(files: dict, **more) -> Manifest:
    parts = {
        part: {name.partition("/")[2]: facts for name, facts in files.items() if name.startswith(part)}
        for part in ("media", "database")
    }
    told = {
        "at": datetime(2028, 2, 11, 18, tzinfo=UTC), "host": "renja.example.go.id", "version": "0.1.0", "server": 15,
        "dumped_by": 15, "migrations": ["audit.0001_initial"], "counts": {"audit_entry": 2}, "left_out": [], "schema": {},
        "head": (2, "a" * 64), "key_mark": "b" * 32, "lost": [("proposals.Attachment 7", "usulan/x.pdf")],
    }  # fmt: skip
    return Manifest(**told | parts | more)


def written(files: dict[str, bytes], manifest: Manifest | None = None, *, last: bool = True) -> io.BytesIO:
    stream = io.BytesIO()
    with Writer(stream) as writer:
        for name, content in files.items():
            writer.put_bytes(name, content, 0)
        if last:
            told = manifest or manifest_of(writer.members)
            writer.put_bytes(NAME, told.as_json(), 0)
    stream.seek(0)
    return stream


def facts() -> dict:
    with Writer(io.BytesIO()) as writer:
        for name, content in FILES.items():
            writer.put_bytes(name, content, 0)
    return dict(writer.members)


def test_manifest_comes_back_as_it_was_written():
    manifest = manifest_of(facts())
    assert parse(manifest.as_json()) == manifest
    assert read_whole(written(FILES)) == manifest
    assert manifest.media_bytes == len(b"satudua")


@pytest.mark.parametrize(
    "files",
    [
        {name: content for name, content in FILES.items() if name != "media/b.jpg"},
        FILES | {"media/c.jpg": b"lagi"},
        FILES | {"media/b.jpg": b"DUA"},
        FILES | {"database/000001": b""},
    ],
    ids=["missing", "too much", "changed", "empty"],
)
def test_archive_that_differs_from_its_manifest_is_refused(files):
    with pytest.raises(BackupError, match="1 berkas dalam arsip tidak cocok"):
        read_whole(written(files, manifest_of(facts())))


def test_archive_without_a_manifest_is_refused():
    with pytest.raises(BackupError, match="tidak memuat manifes"):
        read_whole(written(FILES, last=False))


@pytest.mark.parametrize(
    "text", [b"", b"[]", b"{}", b'{"format": "lain/9"}', b'{"format": "renja-backup/1"}']
)
def test_unreadable_manifest_is_refused(text):
    with pytest.raises(BackupError):
        parse(text)


@pytest.mark.parametrize(
    "name", ["media/../etc/x", "/media/x", "media//x", "media/./x", "etc/passwd", "media", "media/"]
)
def test_member_that_leads_elsewhere_is_refused(name):
    assert not is_ours(name)
    stream = io.BytesIO()
    with tarfile.open(fileobj=stream, mode="w") as tar:
        tar.addfile(tarfile.TarInfo(name))
    stream.seek(0)
    with pytest.raises(BackupError, match="bukan bagian cadangan"):
        list(members(stream))


def test_link_is_refused():
    stream = io.BytesIO()
    with tarfile.open(fileobj=stream, mode="w") as tar:
        link = tarfile.TarInfo("media/x")
        link.type, link.linkname = tarfile.SYMTYPE, "/etc/passwd"
        tar.addfile(link)
    stream.seek(0)
    with pytest.raises(BackupError, match="bukan bagian cadangan"):
        list(members(stream))


def test_file_that_grows_while_it_is_copied_is_refused(tmp_path):
    path = tmp_path / "x"

    class Growing(io.BytesIO):
        def write(self, block) -> int:
            with path.open("ab") as file:
                file.write(b"!")
            return super().write(block)

    path.write_bytes(b"x" * (3 << 20))  # the stream is written in blocks
    with pytest.raises(BackupError, match="berubah selagi disalin"), Writer(Growing()) as writer:
        writer.put_file(MEDIA + "x", path)


def test_key_of_then_is_known_again(settings):
    from renja_portal.backup.manifest import key_mark

    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "a" * 60, []
    manifest = manifest_of(facts(), key_mark=key_mark())
    assert knows_key_of(manifest)
    assert "a" * 8 not in manifest.key_mark
    settings.SECRET_KEY = "b" * 60
    assert not knows_key_of(manifest)
    settings.SECRET_KEY_FALLBACKS = ["a" * 60]
    assert knows_key_of(manifest)
