"""What is typed and tapped at the door of a forum."""

from playwright.sync_api import Page

from tests.e2e.city import YEAR

DOOR = f"/kerja/forum/{YEAR}/pintu/"


def look_for(page: Page, text: str) -> None:
    page.get_by_label("Nama, instansi, atau kode undangan").fill(text)


def tap(page: Page, text: str, name: str) -> None:
    """Somebody who was named: found by typing, entered by one tap."""
    look_for(page, text)
    page.get_by_role("button", name=f"Hadir {name}").click()


def walk_in(page: Page, name: str) -> None:
    part = page.locator("[data-walk-in]")
    part.get_by_label("Nama", exact=True).fill(name)
    part.get_by_label("Laki-laki").check()
    part.get_by_role("button", name="Catat hadir").click()
