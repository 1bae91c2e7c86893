"""The pictures of the documentation, taken from a running demo: `make run`, then `.venv/bin/python -m docs.shots`.

Another address: `.venv/bin/python -m docs.shots http://127.0.0.1:9000`. The pictures land in docs/img/.
"""

import re
import sys
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

from renja_portal.launcher import system
from tests.e2e.browser import CHROMIUM_FLAGS, DESKTOP, PHONE

FOLDER = Path(__file__).with_name("img")


@dataclass(frozen=True)
class Shot:
    """One picture: which page, seen by whom (an account of the demo), how wide; `click` is a link to follow first."""

    name: str
    path: str
    account: str = ""
    click: str = ""
    width: int = DESKTOP
    height: int = 860
    dark: bool = False


SHOTS = (
    Shot("beranda", "/"),
    Shot("beranda-ponsel", "/", width=PHONE, height=780),
    Shot("beranda-gelap", "/", dark=True),
    Shot("usulan", "/aspirasi/"),
    Shot("usulan-rinci", "/aspirasi/?status=accepted", click="a[href^='/aspirasi/ASP-']", height=1400),
    Shot("usulan-baru", "/aspirasi/baru/", account="warga", width=PHONE, height=780),
    Shot("renja", "/", click="a[href^='/renja/']", height=1100),
    Shot("kerja", "/kerja/", account="tiga-peran"),
    Shot("verifikasi", "/kerja/verifikasi/", account="verifikator"),
    Shot("verifikasi-rinci", "/kerja/verifikasi/", account="verifikator", click="a[href^='/kerja/verifikasi/ASP-']", height=1400),
    Shot("renja-susun", "/kerja/", account="perencana", click="a[href^='/kerja/renja/']", height=1100),
)  # fmt: skip


def take(browser: Browser, base: str, shot: Shot) -> None:
    context = browser.new_context(
        base_url=base,
        viewport={"width": shot.width, "height": shot.height},
        device_scale_factor=2 if shot.width == PHONE else 1,
        color_scheme="dark" if shot.dark else "light",
        reduced_motion="reduce",
        locale="id-ID",
    )
    page = context.new_page()
    if shot.account:
        sign_in(page, shot.account)
    page.goto(shot.path)
    if shot.click:
        page.locator(shot.click).first.click()
    page.wait_for_load_state("networkidle")
    keep(page.screenshot(), FOLDER / f"{shot.name}.png")
    context.close()


def sign_in(page: Page, account: str) -> None:
    page.goto("/demo/masuk/")
    page.locator(f"form[action='/demo/masuk/{account}/'] button").first.click()
    page.wait_for_url(re.compile(r"/(kerja|aspirasi)/"))


def keep(png: bytes, path: Path) -> None:
    """With a palette: a third of the size, and nobody sees the difference."""
    Image.open(BytesIO(png)).convert("RGB").quantize(256, dither=Image.Dither.NONE).save(path, optimize=True)


def main() -> None:
    base = sys.argv[1] if len(sys.argv) > 1 else "http://127.0.0.1:8000"
    FOLDER.mkdir(exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=system.find_chromium(), args=CHROMIUM_FLAGS)
        for shot in SHOTS:
            print(f"{shot.name} …", flush=True)
            take(browser, base, shot)
        browser.close()


if __name__ == "__main__":
    main()
