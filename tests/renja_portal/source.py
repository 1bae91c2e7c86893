"""Our own source, read for what it must not hold: every module and every template of the portal."""

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from django.apps import apps
from django.conf import settings

ROOT = Path(settings.BASE_DIR)
SKIPPED = {"migrations", "launcher", "demo"}  # the launcher prepares databases before there is a portal
COMMENT = re.compile(r"\{#.*?#\}|\{% comment %\}.*?\{% endcomment %\}|<!--.*?-->", re.DOTALL)


@cache
def modules() -> dict[str, ast.Module]:
    """`proposals/services.py` → its tree, for every module of our apps."""
    found = {}
    for config in apps.get_app_configs():
        folder = Path(config.path)
        if folder.parent != ROOT:
            continue
        for path in folder.rglob("*.py"):
            name = path.relative_to(ROOT)
            if not SKIPPED & set(name.parts):
                found[str(name)] = ast.parse(path.read_text())
    return found


@cache
def templates() -> dict[str, str]:
    """`templates/base.html` → its text without comments."""
    return {
        str(path.relative_to(ROOT)): COMMENT.sub("", path.read_text())
        for path in ROOT.glob("templates/**/*.html")
    }


def calls(tree: ast.AST) -> Iterator[tuple[str, ast.Call]]:
    """(last name of what is called, the call): `filter`, `raw`, `RawSQL`."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            called = node.func
            name = called.attr if isinstance(called, ast.Attribute) else getattr(called, "id", "")
            yield name, node


def names(tree: ast.AST) -> set[str]:
    """Everything that a module imports, reads or calls, by its last name."""
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom | ast.Import):
            found |= {alias.name.rpartition(".")[2] for alias in node.names}
        elif isinstance(node, ast.Attribute):
            found.add(node.attr)
        elif isinstance(node, ast.Name):
            found.add(node.id)
    return found


def is_constant(node: ast.AST) -> bool:
    """A text that stands in the source: as it is, as a constant in capitals, translated, or one of two such texts."""
    if isinstance(node, ast.IfExp):
        return is_constant(node.body) and is_constant(node.orelse)
    if isinstance(node, ast.Call):
        return bool(node.args) and all(is_constant(argument) for argument in node.args)
    if isinstance(node, ast.Name):
        return node.id.isupper()
    return isinstance(node, ast.Constant) and isinstance(node.value, str)
