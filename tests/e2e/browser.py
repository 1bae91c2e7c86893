"""What journeys ask of a page, and what no page may ever do."""

import re
from dataclasses import dataclass, field

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import ConsoleMessage, Page

PHONE, TABLET, DESKTOP = 360, 768, 1366
HEIGHTS = {PHONE: 740, TABLET: 1024, DESKTOP: 850}
# The browser of the system, without a graphics card and without talking to anybody outside.
CHROMIUM_FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
# A search that goes on while somebody types ends the one before it, and htmx says so.
BY_DESIGN = ("^htmx:(afterRequest|sendAbort), ",)
AXE_RULES = {
    "resultTypes": ["violations"],
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
}


@dataclass
class Complaints:
    """What the browser complained about: script errors, refused content, failed loads.

    A journey that provokes one says so beforehand: `page.complaints.expect("409")`.
    """

    found: list[str] = field(default_factory=list)
    expected: list[str] = field(default_factory=list)

    def watch(self, page: Page) -> None:
        page.on("console", self._hear)
        page.on("pageerror", lambda error: self.found.append(f"script: {error}"))

    def _hear(self, message: ConsoleMessage) -> None:
        if message.type == "error" or "Content Security Policy" in message.text:
            self.found.append(f"{message.text} ({message.location.get('url', '')})")

    def expect(self, pattern: str) -> None:
        self.expected.append(pattern)

    def unexpected(self) -> list[str]:
        awaited = (*BY_DESIGN, *self.expected)
        return [text for text in self.found if not any(re.search(each, text) for each in awaited)]


def assert_no_sideways_scroll(page: Page) -> None:
    """The page fits the width of its window; only a table's own box may scroll."""
    page.wait_for_load_state()  # a page that has only just come has no root element yet
    widths = page.evaluate("[document.documentElement.scrollWidth, window.innerWidth]")
    assert widths[0] <= widths[1], f"{page.url} is {widths[0]} px wide in a window of {widths[1]} px"


def assert_accessible(page: Page) -> None:
    """axe finds nothing. It is evaluated from outside the page, where the page's CSP does not reach."""
    results = Axe().run(page, options=AXE_RULES)
    assert results.violations_count == 0, f"{page.url}\n{results.generate_report()}"
