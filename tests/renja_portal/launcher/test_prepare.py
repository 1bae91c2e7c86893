"""The database of `make run`: filled when empty, refused when it is somebody else's."""

import pytest
from django.db import OperationalError

from renja_portal.launcher import prepare
from renja_portal.launcher.prepare import PrepareError, explain, load_or_shift_demo
from tests.factories.accounts import UserFactory


@pytest.mark.django_db
def test_foreign_data_is_refused(settings, tmp_path):
    settings.DATA_DIR = tmp_path
    UserFactory()
    with pytest.raises(PrepareError, match="berisi data yang bukan contoh"):
        load_or_shift_demo()


@pytest.mark.parametrize(
    ("error", "told"),
    [
        (PrepareError("Basis data ini berisi data."), "Basis data ini berisi data."),
        (OperationalError("connection refused\nIs it running?"), "dihubungi: connection refused"),
        (KeyError(), "Persiapan gagal: KeyError"),
        (ValueError("one\ntwo"), "Persiapan gagal: one (selengkapnya di .data/log/prepare.log)"),
    ],
)
def test_failure_is_one_line(error, told):
    assert told in explain(error)
    assert "\n" not in explain(error)


def test_static_files_are_collected_once_until_one_changes(settings, tmp_path, capsys):
    (tmp_path / "static").mkdir()
    (tmp_path / "static" / "a.css").write_text("a{}")
    settings.STATICFILES_DIRS = [tmp_path / "static"]
    settings.STATICFILES_FINDERS = ["django.contrib.staticfiles.finders.FileSystemFinder"]
    settings.STATIC_ROOT = tmp_path / "collected"
    settings.DATA_DIR = tmp_path
    for expected in ("Menyiapkan berkas statis …\n", ""):
        prepare.collect_static()
        assert capsys.readouterr().out == expected
    assert (tmp_path / "collected" / "a.css").read_text() == "a{}"
    (tmp_path / "static" / "a.css").write_text("a{color:red}")
    prepare.collect_static()
    assert capsys.readouterr().out == "Menyiapkan berkas statis …\n"
