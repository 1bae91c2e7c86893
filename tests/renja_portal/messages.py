"""What our sources say, found as Django finds it when messages are collected, but without GNU gettext."""

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.conf import settings
from django.utils.translation.template import templatize

ROOT = Path(settings.BASE_DIR)
SKIPPED = {".venv", "tests", "static", "media", "locale"}
UNSEEN = {"migrations", "management"}
CALLS = {
    name + late: kind
    for kind in ("gettext", "ngettext", "pgettext", "npgettext")
    for name, late in ((kind, ""), (kind, "_lazy"))
} | {"gettext_noop": "gettext"}
LITERAL = r"""u?(?:'(?:\\.|[^'\\])*'|"(?:\\.|[^"\\])*")"""
# Django turns a template into calls of gettext; what lies between them is blanked.
TEMPLATE_CALL = re.compile(rf"(?<!\w)(?P<name>n?p?gettext|_)\((?P<words>\s*{LITERAL}(?:\s*,\s*{LITERAL})*)")


@dataclass(frozen=True)
class Message:
    text: str
    plural: str = ""
    context: str = ""

    @property
    def key(self) -> str:
        """As a catalogue asks for it."""
        return f"{self.context}\x04{self.text}" if self.context else self.text


@cache
def messages_of_sources() -> dict[str, set[Message]]:
    """`proposals/choices.py` → what it says, for every module and template of ours."""
    modules = {path: _of_module(text) for path, text in _texts("**/*.py")}
    templates = {path: _of_template(text) for path, text in _texts("templates/**/*.*")}
    return {path: set(found) for path, found in (modules | templates).items()}


def _texts(pattern: str) -> Iterator[tuple[str, str]]:
    for path in sorted(ROOT.glob(pattern)):
        name = path.relative_to(ROOT)
        if path.is_file() and name.parts[0] not in SKIPPED and not UNSEEN & set(name.parts):
            yield str(name), path.read_text()


def _of_module(text: str) -> Iterator[Message]:
    if "django.utils.translation" not in text:
        return
    tree = ast.parse(text)
    kinds = {
        alias.asname or alias.name: CALLS[alias.name]
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.module == "django.utils.translation"
        for alias in node.names
        if alias.name in CALLS
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and (kind := _kind(node.func, kinds)):
            words = [arg.value for arg in node.args if isinstance(arg, ast.Constant)]
            if words:  # none where what was written down is looked up
                yield _message(kind, [word for word in words if isinstance(word, str)])


def _kind(called: ast.expr, kinds: dict[str, str]) -> str:
    if isinstance(called, ast.Name):
        return kinds.get(called.id, "")
    is_module = isinstance(called, ast.Attribute) and isinstance(called.value, ast.Name)
    return CALLS.get(called.attr, "") if is_module and called.value.id == "translation" else ""


def _of_template(text: str) -> Iterator[Message]:
    for call in TEMPLATE_CALL.finditer(templatize(text)):
        name = "gettext" if call["name"] == "_" else call["name"]
        yield _message(name, list(ast.literal_eval(f"({call['words']},)")))


def _message(kind: str, words: list[str]) -> Message:
    context = words.pop(0) if "pgettext" in kind else ""
    return Message(words[0], words[1] if kind.startswith("n") else "", context)
