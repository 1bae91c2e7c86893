"""Every setting from the environment is explained, and one that is explained exists."""

import os
import re
import string
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings

NAME = re.compile(r'env(?:\.\w+)?\(\s*"([A-Z0-9_]+)"')
ROW = re.compile(r"^\| `([A-Z0-9_]+)` \|", re.MULTILINE)


def test_every_variable_is_documented_and_nothing_else():
    root = Path(settings.BASE_DIR)
    sources = (root / "renja_portal" / "settings").glob("*.py")
    read = {name for source in sources for name in NAME.findall(source.read_text())}
    told = set(ROW.findall((root / "docs" / "configure.md").read_text()))
    assert told == read


STORE = {"MEDIA_S3_BUCKET": "berkas", "MEDIA_S3_ACCESS_KEY": "nama", "MEDIA_S3_SECRET_KEY": "kunci"}


def told_by(code: str, **environment: str) -> subprocess.CompletedProcess:
    """What a fresh process says that reads the settings."""
    line = [sys.executable, "-c", f"import renja_portal.settings as s; print({code})"]
    own = os.environ | environment
    return subprocess.run(line, cwd=settings.BASE_DIR, env=own, capture_output=True, text=True)


def test_secrets_may_be_handed_over_as_files(tmp_path):
    """As containers do it; the end of the line is not part of them."""
    secret = tmp_path / "secret_key"
    key = string.ascii_letters + string.digits
    secret.write_text(f"{key}\n")
    done = told_by(f"s.SECRET_KEY == {key!r}", SECRET_KEY_FILE=str(secret))
    assert done.stdout == "True\n", done.stderr


def test_files_lie_in_the_folder_unless_a_store_is_named():
    assert told_by("s.STORAGES['default']").stdout == "{'BACKEND': 'core.storage.DurableStorage'}\n"
    done = told_by(
        "s.STORAGES['default']['BACKEND'], s.STORAGES['default']['OPTIONS']['secret_key']", **STORE
    )
    assert done.stdout == "core.s3.SharedStorage kunci\n"


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"MEDIA_S3_SECRET_KEY": ""}, "needs MEDIA_S3_ACCESS_KEY and MEDIA_S3_SECRET_KEY"),
        ({"MEDIA_S3_ENDPOINT": "s3.example.go.id"}, "must begin with https://"),
        ({"FILES_BY_PROXY": "/berkas-internal/"}, "leave it empty where MEDIA_S3_BUCKET is set"),
    ],
)
def test_store_that_cannot_be_right_stops_the_start(wrong, told):
    done = told_by("1", **STORE | wrong)
    assert done.returncode == 1
    assert told in done.stderr
