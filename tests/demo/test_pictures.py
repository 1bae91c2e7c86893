"""Everything that the demo draws is a file that the portal itself would take."""

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from core.uploads import check_upload
from demo.papers import agenda_pdf, guide_pdf, letter_pdf
from demo.pictures import draw_scene
from demo.pictures.logo import draw_logo
from demo.pictures.scenes import SCENES
from demo.stories import read_rows


@pytest.mark.no_cover  # loading the demo draws them as well
@pytest.mark.parametrize("name", sorted(SCENES))
def test_scene_is_the_same_picture_each_time(name):
    picture = draw_scene(name)
    assert picture == draw_scene(name)
    assert check_upload(SimpleUploadedFile("foto.jpg", picture)).content_type == "image/jpeg"
    assert Image.open(BytesIO(picture)).size == (1200, 800)
    assert len(picture) < 150_000


def test_every_scene_of_the_rows_is_drawn():
    assert {row["photo"] for row in read_rows() if "photo" in row} == set(SCENES)


def test_logo_is_clear_around_its_circle():
    logo = Image.open(BytesIO(draw_logo()))
    assert logo.mode == "RGBA"
    assert logo.getpixel((2, 2))[3] == 0


@pytest.mark.parametrize("draw", [agenda_pdf, guide_pdf, lambda: letter_pdf(_letter_row())])
def test_paper_is_a_pdf_that_may_be_kept(draw):
    assert check_upload(SimpleUploadedFile("surat.pdf", draw())).content_type == "application/pdf"


def _letter_row() -> dict:
    return next(row for row in read_rows() if "letter" in row)
