"""What is looked at on every page of a walk."""

import re

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.e2e.browser import AXE_RULES, DESKTOP, HEIGHTS, PHONE, TABLET

ALL_RULES = AXE_RULES | {
    "preload": False
}  # it would read imported style sheets by means that our CSP forbids
CONTRAST_ALONE = {
    "resultTypes": ["violations"],
    "preload": False,
    "runOnly": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]},
}
# What differs between two pages that are built alike: keys, numbers, tokens.
CHANGING = re.compile(r'value="[^"]{60,}"|[0-9a-f]{8}-[0-9a-f-]{27}|\d+')
SIDEWAYS = """() => {
  const room = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth <= room) return "";
  const wide = [...document.querySelectorAll("body *")].filter((e) => e.getBoundingClientRect().right > room + 1);
  return `${document.documentElement.scrollWidth} px wide, window ${room} px: ` +
    wide.slice(0, 3).map((e) => e.outerHTML.slice(0, 100)).join(" | ");
}"""


class Walk:
    """Looks at one page after the other in one window; what is read once need not be read again for another role.

    A page is loaded once: widths and colours are the business of its style alone, so they change while it stands there.
    """

    def __init__(self, page: Page, read: set[int]) -> None:
        self.page = page
        self.read = read

    def faults_of(self, path: str, *, status: int = 200) -> list[str]:
        """What is wrong with a page at three widths in light and dark; each fault begins with its address."""
        answer = self.page.goto(path)
        found = [] if answer.status == status else [f"status {answer.status}"]
        found += self.faults_here()
        return [f"{path}: {fault}" for fault in found]

    def faults_here(self) -> list[str]:
        """The same for the page on which one stands."""
        found = self._words() + self._scroll()
        if self._is_new():
            found += self._axe(ALL_RULES)
            self.page.emulate_media(color_scheme="dark")
            found += self._axe(CONTRAST_ALONE)
            self.page.emulate_media(color_scheme="light")
        return found

    def _words(self) -> list[str]:
        headings, title = self.page.locator("h1").count(), self.page.title()
        found = [] if headings == 1 else [f"{headings} h1"]
        return found if len(title.strip(" ·")) > 3 else [*found, f"title {title!r}"]

    def _scroll(self) -> list[str]:
        """At the widest last, so that axe reads tables as they are on a desk."""
        found = []
        for width in (PHONE, TABLET, DESKTOP):
            self.page.set_viewport_size({"width": width, "height": HEIGHTS[width]})
            found += filter(None, [self.page.evaluate(SIDEWAYS)])
        return found

    def _is_new(self) -> bool:
        mark = hash(CHANGING.sub("", self.page.inner_html("main")))
        is_new = mark not in self.read
        self.read.add(mark)
        return is_new

    def _axe(self, rules: dict) -> list[str]:
        self.page.evaluate("document.getAnimations().forEach((one) => one.finish())")
        violations = Axe().run(self.page, options=rules).response["violations"]
        return [_told(one, node) for one in violations for node in one["nodes"][:3]]


def _told(violation: dict, node: dict) -> str:
    summary = " ".join(node.get("failureSummary", "").split())
    return f"axe {violation['id']}: {node['html'][:160]} ({summary[:200]})"
