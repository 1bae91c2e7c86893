"""The pictures of README and guide, taken from a running demo: `HOST=localhost make run`, then `.venv/bin/python -m docs.shots`.

    .venv/bin/python -m docs.shots --base http://localhost:9000 pengusul pimpinan-sahkan

takes them from another address, and only those whose names begin so. What there is to take stands in shot_list/, by role. A few
walks write something into the demo; after `rm -rf .data` it starts anew. The pictures land in docs/img/.
"""

import argparse
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

from docs.shot_list import SHOTS, Shot
from renja_portal.launcher import system
from tests.e2e.browser import CHROMIUM_FLAGS, PHONE

FOLDER = Path(__file__).with_name("img")
MAX_BYTES = 120_000
COLORS = (256, 128, 64, 32)
CALM = 7  # rows of pixels


class Camera:
    """Takes the shots of a list one after the other; one browser window for each walk."""

    def __init__(self, browser: Browser, base: str) -> None:
        self.browser, self.base = browser, base
        self.page: Page | None = None

    def take(self, shot: Shot) -> None:
        if shot.path:
            self.page = self._open(shot)
        page = self.page
        page.set_viewport_size({"width": shot.width, "height": shot.height})
        for deed in shot.do:
            deed(page)
            page.wait_for_load_state("networkidle")
        tidy(page)
        keep(_picture(page, shot), FOLDER / f"{shot.name}.png")

    def _open(self, shot: Shot) -> Page:
        if self.page:
            self.page.context.close()
        context = self.browser.new_context(
            base_url=self.base,
            viewport={"width": shot.width, "height": shot.height},
            device_scale_factor=2 if shot.width == PHONE else 1,
            reduced_motion="reduce",
            locale="id-ID",
            timezone_id="Asia/Makassar",
        )
        page = context.new_page()
        page.set_default_timeout(60_000)
        if shot.account:
            sign_in(page, shot.account)
        page.goto(shot.path)
        page.wait_for_load_state("networkidle")
        return page


def sign_in(page: Page, account: str) -> None:
    page.goto("/demo/masuk/")
    page.locator(f"form[action='/demo/masuk/{account}/'] button").first.click()
    page.wait_for_url(lambda url: "/demo/" not in url)


FROM_HERE = """(one) => {
    document.body.style.paddingBottom = "100vh";
    window.scrollTo(0, one.getBoundingClientRect().top + scrollY);
}"""
TIDY = """async () => {
    document.querySelectorAll(".strip, .foot, [aria-labelledby='demo-masuk']").forEach((one) => one.remove());
    if (!document.activeElement.matches("input, textarea")) document.activeElement.blur();
    for (const one of document.querySelectorAll("input[type^=date]")) {
        const [day, time] = one.value.split("T");
        one.type = "text";
        one.value = [day.split("-").reverse().join("/"), time?.slice(0, 5).replace(":", ".")].join(" ").trim();
    }
    for (const one of document.querySelectorAll(".code, code")) {
        if (!one.children.length) one.textContent = one.textContent.replace(/^http:\\/\\/[^/]+/, "https://forum.contoh.id");
    }
    await document.fonts.ready;
}"""


def tidy(page: Page) -> None:
    """Nothing that only the demo shows, no address of this machine, no mark of pointer or keyboard; dates as Indonesians write them."""
    page.evaluate(TIDY)
    page.mouse.move(0, 0)


def _picture(page: Page, shot: Shot) -> Image.Image:
    if shot.part:
        return _image(page.locator(shot.part).first.screenshot())
    if shot.top:
        page.locator(shot.top).first.evaluate(FROM_HERE)
    picture = _image(page.screenshot())
    return picture if shot.whole else ended_calmly(picture)


def _image(png: bytes) -> Image.Image:
    return Image.open(BytesIO(png)).convert("RGB")


def keep(picture: Image.Image, path: Path) -> None:
    """With a palette, as large as fits: nobody sees the difference."""
    for colors in COLORS:
        picture.quantize(colors, dither=Image.Dither.NONE).save(path, optimize=True)
        if path.stat().st_size < MAX_BYTES:
            return
    raise SystemExit(f"{path.name} has {path.stat().st_size} bytes; show less of the page.")


def ended_calmly(picture: Image.Image) -> Image.Image:
    """Without the empty rest of a short page, and without the line of text that the lower edge cuts."""
    width, height = picture.size
    rows = [picture.crop((0, y, width, y + 1)).tobytes() for y in range(height)]
    end = height
    while end > 1 and rows[end - 2] == rows[height - 1]:
        end -= 1
    if end < height - 2 * CALM:
        return picture.crop((0, 0, width, end + 2 * CALM))
    calm = CALM if width > 2 * PHONE else 2 * CALM
    for y in range(height - calm, height * 3 // 4, -1):
        if rows[y - 1] != rows[y] and len(set(rows[y : y + calm])) == 1:
            return picture.crop((0, 0, width, y + calm))
    return picture


def chosen(shots: tuple[Shot, ...], names: list[str]) -> Iterator[Shot]:
    """The shots asked for, each with what must go before it in its walk."""
    walk: list[Shot] = []
    for shot in shots:
        walk = [shot] if shot.path else [*walk, shot]
        if not names or shot.name.startswith(tuple(names)):
            yield from walk
            walk = []


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--base", default="http://localhost:8000")
    parser.add_argument("names", nargs="*")
    asked = parser.parse_args()
    FOLDER.mkdir(exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=system.find_chromium(), args=CHROMIUM_FLAGS)
        camera = Camera(browser, asked.base)
        for shot in chosen(SHOTS, asked.names):
            print(f"{shot.name} …", flush=True)
            camera.take(shot)
        browser.close()


if __name__ == "__main__":
    main()
