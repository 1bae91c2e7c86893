"""Keys for archives of tests."""

from pathlib import Path

import pytest

from renja_portal.backup.keys import make_key


@pytest.fixture
def key_file(tmp_path) -> Path:
    """A secret key's file, made as the command makes it."""
    path = tmp_path / "kunci.txt"
    make_key(path)
    return path


def public_of(path: Path) -> str:
    return path.read_text().splitlines()[0].removeprefix("# public key: ")
