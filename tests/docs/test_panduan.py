"""README and guide: every link leads somewhere, every picture is used, every label is what the screen says."""

import re
from functools import cache
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from docs.shot_list import SHOTS
from docs.shots import MAX_BYTES
from stakeholders.models import Role
from tests.docs.labels import ROOT, labels

GUIDE = ROOT / "docs/panduan"
IMAGES = ROOT / "docs/img"
PAGES = sorted(GUIDE.glob("*.md"))
DOCUMENTS = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md")), *PAGES]

LINK = re.compile(r"(?<!!)\[[^\]]+\]\(([^)\s]+)\)")
PICTURE = re.compile(
    r'!\[(?P<alt>[^\]]*)\]\((?P<file>[^)\s]+)\)|<img src="(?P<src>[^"]+)"[^>]* alt="(?P<said>[^"]*)">'
)
LABEL = re.compile(r"\*\*(.+?)\*\*")
HEADING = re.compile(r"^#+ (.+)$", re.MULTILINE)


@cache
def on_screen() -> frozenset[str]:
    return frozenset(labels())


def of(path: Path) -> str:
    return str(path.relative_to(ROOT))


def pictures(path: Path) -> list[tuple[Path, str]]:
    found = PICTURE.finditer(path.read_text())
    return [(path.parent / (one["file"] or one["src"]), one["alt"] or one["said"] or "") for one in found]


def anchors(path: Path) -> set[str]:
    """The places of a document that can be linked to, as GitHub names them."""
    titles = HEADING.findall(path.read_text())
    return {re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-") for title in titles}


@pytest.mark.parametrize("path", DOCUMENTS, ids=of)
def test_links_lead_to_files_and_headings_that_exist(path):
    for address in LINK.findall(path.read_text()):
        parts = urlsplit(address)
        if parts.scheme:
            continue
        target = path.parent / parts.path if parts.path else path
        assert target.exists(), address
        assert not parts.fragment or parts.fragment in anchors(target), address


@pytest.mark.parametrize("path", DOCUMENTS, ids=of)
def test_pictures_exist_and_are_described(path):
    for file, alt in pictures(path):
        assert file.is_file(), file
        assert len(alt) > 20, f"{file.name} is not described"


@pytest.mark.parametrize("path", PAGES, ids=of)
def test_pictures_of_the_guide_have_a_caption(path):
    blocks = path.read_text().split("\n\n")
    for block, following in zip(blocks, [*blocks[1:], ""], strict=True):
        if PICTURE.search(block):
            assert re.fullmatch(r"\*[^*\n]+\*", following.strip()), block


def test_every_picture_is_used_taken_by_the_script_and_light():
    used = {file.resolve() for path in DOCUMENTS for file, _alt in pictures(path)}
    kept = set(IMAGES.iterdir())
    assert kept == used
    assert {file.stem for file in kept} == {shot.name for shot in SHOTS}
    assert [file.name for file in kept if file.stat().st_size >= MAX_BYTES] == []


def test_shots_are_named_once():
    names = [shot.name for shot in SHOTS]
    assert len(names) == len(set(names))


@pytest.mark.parametrize("role", Role)
def test_every_role_has_a_page_that_the_index_links(role):
    page = "pengusul.md" if role == Role.ANGGOTA else f"{role.value}.md"
    assert (GUIDE / page).is_file()
    row = next(line for line in (GUIDE / "README.md").read_text().splitlines() if f"({page})" in line)
    assert str(role.label) in row


def test_the_index_links_every_page():
    linked = set(LINK.findall((GUIDE / "README.md").read_text()))
    assert {page.name for page in PAGES} - {"README.md"} <= linked


@pytest.mark.parametrize(
    "label",
    [
        "Simpan dan lanjut",
        "Buat Renja …",
        "Bagian yang dipenuhi (%)",
        "Pakai isian saya",
        "Tahapan “…” sudah ditutup ….",
    ],
)
def test_labels_are_found_in_templates_forms_and_scripts(label):
    assert label in on_screen()


@pytest.mark.parametrize("label", ["Simpan dan lanjutkan", "Buat Renja", "Simpan baris …"])
def test_what_only_resembles_a_label_is_none(label):
    assert label not in on_screen()


@pytest.mark.parametrize("path", PAGES, ids=of)
def test_labels_read_as_on_the_screen(path):
    unknown = sorted(set(LABEL.findall(path.read_text())) - on_screen())
    assert unknown == []
