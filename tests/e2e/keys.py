"""A person without a mouse: only keys, and at every stop it must be seen where one is."""

import re

from playwright.sync_api import Locator, Page

FARTHEST = 150  # presses of Tab within one page
# What is wrong with the place of the focus: no ring around it, outside of the window, or hidden under something.
WHERE = """() => {
  const at = document.activeElement;
  if (!at || at === document.body || at.matches("[tabindex='-1']")) return null;
  const style = getComputedStyle(at.closest(".editor") || at), box = at.getBoundingClientRect();
  const name = at.outerHTML.slice(0, 120);
  const faults = [];
  const ring = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 1;
  if (!ring) faults.push("no ring");
  if (box.bottom < 1 || box.top > innerHeight - 1 || box.right < 1 || box.left > innerWidth - 1) faults.push("out of sight");
  else {
    const inset = (low, high, limit) => Math.min(Math.max((low + high) / 2, 1), limit - 1);
    const points = [[inset(box.left, box.right, innerWidth), inset(box.top, box.bottom, innerHeight)],
      [box.left + 3, box.top + 3], [box.right - 3, box.bottom - 3]];
    const hit = points.some(([x, y]) => { const top = document.elementFromPoint(x, y);
      return top && (at.contains(top) || top.contains(at) || (at.labels && [...at.labels].some((l) => l.contains(top)))); });
    if (!hit) faults.push("covered");
  }
  return [name, faults.join(", ")];
}"""


class Keys:
    """The keyboard of one page."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.faults: list[str] = []

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)

    def write(self, text: str) -> None:
        """Over whatever stands in the field."""
        self.press("Control+A")
        self.page.keyboard.type(text)

    def is_at(self, target: Locator) -> bool:
        return target.evaluate("(element) => element === document.activeElement")

    def look(self) -> str:
        """What has the focus; "" where nothing has. What is wrong with its place is noted."""
        found = self.page.evaluate(WHERE)
        if found and found[1]:
            self.faults.append(f"{self.page.url}: {found[1]}: {found[0]}")
        return found[0] if found else ""

    def go_to(self, target: Locator, key: str = "Tab") -> None:
        """Press Tab until one is there, looking at every stop."""
        for _n in range(FARTHEST):
            if self.is_at(target):
                return
            self.press(key)
            self.look()
        raise AssertionError(f"{self.page.url}: {key} never reaches {target}")

    def skip(self) -> None:
        """The first stop of a page is the link into its content; it takes one there.

        A form that was sent from there leads to the content of the next page by itself: browsers keep the `#isi`.
        """
        self.page.wait_for_load_state()
        if self.is_at(self.page.locator("#isi")):
            return
        self.press("Tab")
        link = self.page.get_by_role("link", name="Langsung ke isi")
        assert self.is_at(link)
        self.look()
        assert link.bounding_box()["y"] >= 0
        self.press("Enter")
        assert self.is_at(self.page.locator("#isi"))

    def field(self, label: str, text: str) -> None:
        self.go_to(self.page.get_by_label(label).first)
        self.write(text)

    def button(self, name: str, key: str = "Enter") -> None:
        """Go there and press it."""
        self.go_to(self.page.get_by_role("button", name=re.compile(f"^{re.escape(name)}$")).first)
        self.press(key)

    def link(self, name: str) -> None:
        self.go_to(self.page.get_by_role("link", name=re.compile(re.escape(name))).first)
        self.press("Enter")

    def walk_through(self) -> list[str]:
        """Every stop of the page from its beginning, until nothing follows."""
        stops = []
        for _n in range(FARTHEST * 3):
            self.press("Tab")
            at = self.look()
            if not at:
                return stops
            stops.append(at)
        raise AssertionError(f"{self.page.url}: Tab never comes to an end")
