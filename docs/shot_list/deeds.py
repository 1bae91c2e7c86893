"""What a picture of README and guide is, and what is done on a page before it is taken."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from playwright.sync_api import Locator, Page

from tests.e2e.browser import PHONE

LAPTOP, NARROW, WIDE = 1180, 820, 1366  # NARROW: for pages of one column

Deed = Callable[[Page], object]


@dataclass(frozen=True)
class Shot:
    """One picture. `account` (of the demo) opens `path` and does `do`; without a path it goes on where the last one ended.

    `part` cuts out an element; otherwise it is the window, from `top` (an element) on, cut where
    a line ends, or `whole` where a bar stands at its foot.
    """

    name: str
    path: str = ""
    account: str = ""
    do: tuple[Deed, ...] = ()
    part: str = ""
    top: str = ""
    width: int = LAPTOP
    height: int = 760
    whole: bool = False


def press(name: str) -> Deed:
    """Press the button or link that is called so."""
    return lambda page: (
        page.get_by_role("button", name=name, exact=True)
        .or_(page.get_by_role("link", name=name, exact=True))
        .first.click()
    )


def follow(selector: str) -> Deed:
    return lambda page: page.locator(selector).first.click()


def field(page: Page, label: str) -> Locator:
    """The field whose label begins so (optional ones say so behind it)."""
    return page.get_by_label(re.compile("^" + re.escape(label))).first


def fill(label: str, text: str) -> Deed:
    return lambda page: field(page, label).fill(text)


def type_in(label: str, text: str) -> Deed:
    """Letter by letter, and the time that the page needs to find something."""
    return lambda page: (
        field(page, label).press_sequentially(text),
        page.wait_for_timeout(900),
    )


def choose(label: str, option: str) -> Deed:
    return lambda page: field(page, label).select_option(label=option)


def tick(label: str) -> Deed:
    return lambda page: field(page, label).check()


def wait_for(text: str) -> Deed:
    return lambda page: page.get_by_text(text).first.wait_for()


def see(selector: str) -> Deed:
    return lambda page: page.locator(selector).first.wait_for()


def go(path: str) -> Deed:
    return lambda page: page.goto(path)


def pick(selector: str, option: str) -> Deed:
    return lambda page: page.locator(selector).first.select_option(label=option)


def go_to(selector: str) -> Deed:
    """Open where this link leads, in the same window."""
    return lambda page: page.goto(page.locator(selector).first.get_attribute("href"))


def row_link(title: str, name: str) -> Deed:
    """In the entry of a list that has this heading: the link whose words begin so."""
    return lambda page: (
        page.get_by_role("listitem")
        .filter(has=page.get_by_role("heading", name=title, exact=True))
        .get_by_role("link", name=name)
        .first.click()
    )


def hand_in(label: str, name: str, text: str) -> Deed:
    """Choose a file with this text in it."""
    file = {"name": name, "mimeType": "text/csv", "buffer": text.encode()}
    return lambda page: field(page, label).set_input_files(file)


def phone(name: str, path: str = "", *, height: int = 720, **rest) -> Shot:
    return Shot(name, path, width=PHONE, height=height, **rest)
