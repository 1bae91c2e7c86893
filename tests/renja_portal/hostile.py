"""What an enemy types, and how a page is read that shows it."""

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import quote_plus

WORD = "jahat"
MARKUP = f"\"'><{WORD} on{WORD}=1></textarea></title><script>{WORD}()</script><!--{WORD}--> {{{{ 70001|add:70001 }}}} {{% {WORD} %}}"
SHORT_MARKUP = f'"><{WORD} on{WORD}=1>'
COMPUTED = "140002"  # what the template code in MARKUP would come to
LIMIT = 5_000  # characters, where a field names none
# Kinds of text; most of them are stored and shown. What is a list is dealt out to the fields in turn.
TEXTS = {
    "markup": MARKUP,
    "for sheets": (
        "=cmd|'/C calc'!A0",
        "+1",
        "@x",
        "../../etc/passwd",
        "laporan \u202egnp.exe",
        "-1+1",
        "\t=1",
    ),
    "one long word": "W" * LIMIT,
    "too long": "W " * LIMIT * 4,
    "nul": "a\x00b",
    "surrogate": "a\ud800b",
    "control": "a\x01\x08\x1b[31m\x7f\ufffe",
    "header": f"Budi\r\nBcc: {WORD}@contoh.id",
}
UNFITTED = ("too long", "nul", "surrogate")
NUMBERS = ("1" + "0" * 400, "NaN", "-Infinity", "1e400", "-1", "٣", "0x10", "\x00", SHORT_MARKUP)
DAYS = ("10000-01-01", "99999999999-01-01", "2027-02-30", "NaN", "\x00", "9" * 400, SHORT_MARKUP)
CHOICES = ("1" + "0" * 400, "\x00", "\ud800", SHORT_MARKUP)
EDGES = {  # right by themselves
    "is_number": ("9" * 18, "0.000000001"),
    "is_day": ("0001-01-01", "9999-12-31", "0001-01-01T00:00", "9999-12-31T23:59"),
    "is_hidden": ("1" + "0" * 400, "\x00"),
}
DIGITS = re.compile(r"[0-9a-f]{8}-[0-9a-f-]{27}|\d+")
LEAVE = re.compile(r"^\s*(javascript|data|vbscript):", re.I)


class PageReader(HTMLParser):
    """The forms of a page, and what of our own markup came to life in it."""

    VALUES = ("href", "src", "action", "formaction", "hx-get", "hx-post")

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.alive: list[str] = [COMPUTED] if COMPUTED in html else []
        self.words: list[str] = []
        self.forms: list[Form] = []
        self._raw = self._area = self._select = self._form = None
        self.feed(html)
        self.close()

    @property
    def text(self) -> str:
        return "\n".join(self.words)

    def handle_starttag(self, tag, attrs) -> None:
        given = dict(attrs)
        self._judge(tag, attrs)
        self.words += [value for _name, value in attrs if value]
        self._raw = tag if tag in ("script", "style") else None
        if tag == "form":
            self._form = Form(given.get("action") or "", given.get("method", "get").lower())
            self.forms.append(self._form)
        elif self._form is not None:
            self._read_control(tag, given)

    def _judge(self, tag, attrs) -> None:
        if WORD in tag or any(WORD in name for name, _value in attrs):
            self.alive.append(self.get_starttag_text())
        for name, value in attrs:
            acts = name.startswith("on") or name in ("style", "srcdoc")
            if WORD in (value or "") and (acts or (name in self.VALUES and LEAVE.match(value))):
                self.alive.append(self.get_starttag_text())

    def _read_control(self, tag, given) -> None:
        if tag == "input" and given.get("name"):
            self._form.controls.append(Control(given["name"], given.get("type", "text"), given))
        elif tag == "textarea":
            self._area = Control(given["name"], "textarea", given | {"value": ""})
            self._form.controls.append(self._area)
        elif tag == "select":
            self._select = Control(given["name"], "select", given)
            self._form.controls.append(self._select)
        elif tag == "option" and self._select is not None:
            self._select.options.append(given.get("value", ""))
            if "selected" in given:
                self._select.given["value"] = given.get("value", "")
        elif tag == "button" and given.get("name"):
            self._form.buttons.append((given["name"], given.get("value", "")))

    def handle_endtag(self, tag) -> None:
        self._raw = None
        if tag == "form":
            self._form = None
        elif tag == "textarea":
            self._area = None
        elif tag == "select":
            self._select = None

    def handle_data(self, data) -> None:
        self.words.append(data)
        if self._raw and WORD in data:
            self.alive.append(f"<{self._raw}>{data[:80]}")
        if self._area is not None:
            self._area.given["value"] += data

    def handle_comment(self, data) -> None:
        if WORD in data:
            self.alive.append(f"<!--{data[:80]}")


def alive_in(html: str) -> list[str]:
    """What of our own markup came to life in a page; most hold none of it and need not be read."""
    lower = html.lower()
    return PageReader(html).alive if WORD in lower or COMPUTED in lower else []


@dataclass
class Control:
    """One field as a page shows it."""

    name: str
    kind: str
    given: dict
    options: list[str] = field(default_factory=list)

    @property
    def size(self) -> int:
        return int(self.given.get("maxlength") or LIMIT)

    @property
    def is_number(self) -> bool:
        return self.kind == "number" or self.given.get("inputmode") in ("decimal", "numeric")

    @property
    def is_day(self) -> bool:
        return self.kind in ("date", "datetime-local", "time")

    @property
    def is_text(self) -> bool:
        return self.kind in ("text", "textarea", "search", "tel", "email", "url") and not self.is_number

    @property
    def is_free(self) -> bool:
        """Takes any words, and not only those of a phone number, an address, a code."""
        exact = (
            "phone",
            "email",
            "website",
            "login",
            "nip",
            "parent",
            "proposals",
            "target_label",
            "password",
            "code",
        )
        return (
            self.is_text
            and self.kind in ("text", "textarea", "search")
            and not any(part in self.name for part in exact)
        )

    @property
    def is_choice(self) -> bool:
        return self.kind in ("select", "radio", "checkbox", "hidden") and self.name != "csrfmiddlewaretoken"

    @property
    def is_hidden(self) -> bool:
        return self.kind == "hidden" and self.is_choice

    @property
    def alone(self) -> list[str]:
        """Values to try while all else is in order."""
        return [value for kind, values in EDGES.items() if getattr(self, kind) for value in values]


@dataclass
class Form:
    """One form as a page shows it: where it goes, what it holds, by which buttons it can be sent."""

    action: str
    method: str
    controls: list[Control] = field(default_factory=list)
    buttons: list[tuple[str, str]] = field(default_factory=list)

    def groups(self) -> dict[str, list[str]]:
        """The values of each group of radio buttons."""
        found: dict[str, list[str]] = {}
        for control in self.controls:
            if control.kind == "radio":
                found.setdefault(control.name, []).append(control.given.get("value", "on"))
        return found

    @property
    def names(self) -> tuple[str, ...]:
        """Names of the fields, those of repeated rows once."""
        return tuple(dict.fromkeys(DIGITS.sub("", control.name) for control in self.controls))

    def one_of_each(self) -> list[Control]:
        """The last control of each name; of rows that repeat, those of the last."""
        return list({DIGITS.sub("", control.name): control for control in self.controls}.values())

    def filled(self, plausible) -> list[tuple[str, str]]:
        """As somebody would send it who fills in what is empty; `plausible(control)` gives a value."""
        sent = [(name, options[0]) for name, options in self.groups().items()]
        for control in self.controls:
            if control.kind in ("radio", "file", "submit") or (
                control.kind == "checkbox" and "checked" not in control.given
            ):
                continue
            value = control.given.get("value") or ""
            sent.append((control.name, value if value or control.kind == "hidden" else plausible(control)))
        return sent


def text_of(kind: str, control: Control) -> str:
    """The text of this kind, cut to what the field takes where it shall be stored."""
    text = TEXTS[kind]
    if isinstance(text, tuple):
        text = text[sum(map(ord, control.name)) % len(text)]
    if kind == "markup" and control.size < len(MARKUP):
        text = SHORT_MARKUP
    return text if kind in UNFITTED else text[: control.size]


def encoded(pairs: list[tuple[str, str]]) -> str:
    """As a browser sends a form; lone surrogates go over the wire as the bytes that no browser would send."""
    return "&".join(
        f"{quote_plus(name)}={quote_plus(value, errors='surrogatepass')}" for name, value in pairs
    )
