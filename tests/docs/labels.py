"""What can be read on the screen and in letters, as it stands in templates, Python and scripts; a value that is filled in is "…"."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]
NOT_SHOWN = {"tests", "docs", "bench"}

QUOTED = re.compile(r'"([^"\n]+)"')
IN_ATTRIBUTES = re.compile(
    r'{% translate "([^"\n]+)"'
)  # within quotes of its own, where QUOTED finds what is between
TRANSLATED = re.compile(r"{% blocktranslate[^%]*%}(.*?){% endblocktranslate %}", re.DOTALL)
FILLED_IN = re.compile(r"{{.*?}}|%\(\w+\)[sd]")


def labels() -> set[str]:
    texts = [*_in_templates(), *_in_python(), *_in_scripts()]
    return {FILLED_IN.sub("…", " ".join(text.split())) for text in texts}


def _in_templates() -> Iterator[str]:
    for path in (ROOT / "templates").rglob("*.*"):
        source = path.read_text()
        yield from QUOTED.findall(source)
        yield from IN_ATTRIBUTES.findall(source)
        for body in TRANSLATED.findall(source):
            yield from body.split("{% plural %}")


def _in_python() -> Iterator[str]:
    for package in ROOT.glob("*/__init__.py"):
        if package.parent.name in NOT_SHOWN:
            continue
        for path in package.parent.rglob("*.py"):
            for node in ast.walk(ast.parse(path.read_text())):
                if isinstance(node, ast.Constant) and isinstance(node.value, str):
                    yield node.value


def _in_scripts() -> Iterator[str]:
    for path in (ROOT / "static/js").glob("*.js"):
        yield from QUOTED.findall(path.read_text())
