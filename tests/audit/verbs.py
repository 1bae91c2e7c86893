"""Reading our own source: which functions change rows, who calls whom, and what ends in the record."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
APPS = (
    "core", "audit", "jobs", "notifications", "accounts", "urusan", "stakeholders", "forums", "proposals", "meetings",
    "renja", "reports", "renja_portal",
)  # fmt: skip
SKIPPED = {"migrations", "launcher"}  # the launcher runs before there is a database
WRITES = {
    "save", "create", "bulk_create", "bulk_update", "update", "get_or_create", "update_or_create", "delete",
    "set", "add", "remove", "clear",
}  # fmt: skip
RECORDS = {"audit.services.record", "audit.services.record_many", "audit.refusals.record_refusal"}


def sources() -> dict[str, str]:
    """The text of every module of the project, by its dotted name."""
    paths = (path for app in APPS for path in sorted((ROOT / app).rglob("*.py")))
    return {
        _dotted(path): path.read_text() for path in paths if not SKIPPED & set(path.relative_to(ROOT).parts)
    }


def _dotted(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


@dataclass
class Function:
    """One function: its dotted name, what it names that is ours (dotted), which writing methods it calls."""

    name: str
    node: ast.FunctionDef
    uses: set[str] = field(default_factory=set)
    writes: set[str] = field(default_factory=set)

    @property
    def is_verb(self) -> bool:
        """A public function that opens a transaction for somebody."""
        arguments = {one.arg for one in self.node.args.kwonlyargs + self.node.args.args}
        atomic = any("atomic" in ast.unparse(one) for one in self.node.decorator_list)
        return atomic and "actor" in arguments and not self.name.rpartition(".")[2].startswith("_")


class Code:
    """All functions of some modules, and the ways between them."""

    def __init__(self, modules: dict[str, str], known: "Code | None" = None) -> None:
        """`known` is code that was read already and that these modules join."""
        trees = {name: ast.parse(text) for name, text in modules.items()}
        self.names = {module: _names(module, tree) for module, tree in trees.items()}
        self.names |= known.names if known else {}
        self.functions: dict[str, Function] = dict(known.functions) if known else {}
        for module, tree in trees.items():
            for qualified, node in _defined(tree):
                one = self._read(module, Function(f"{module}.{qualified}", node))
                self.functions[one.name] = one

    def reaches_the_record(self, name: str) -> bool:
        """Whether a function writes to the record, itself or through what it calls."""
        seen: set[str] = set()
        waiting = [name]
        while waiting:
            current = waiting.pop()
            if current in RECORDS:
                return True
            if current not in seen and current in self.functions:
                seen.add(current)
                waiting.extend(self.functions[current].uses)
        return False

    def verbs_without_record(self) -> set[str]:
        verbs = {one.name for one in self.functions.values() if one.is_verb}
        return {name for name in verbs if not self.reaches_the_record(name)}

    def unrecorded_writes(self, reviewed: set[str]) -> set[str]:
        """Where a way that changes rows begins and no record is written on it; `reviewed` functions need none."""
        writers = {one.name for one in self.functions.values() if one.writes}
        return {start for name in writers for start in self._unrecorded_starts(name, reviewed, set())}

    def _unrecorded_starts(self, name: str, reviewed: set[str], seen: set[str]) -> set[str]:
        if name in seen or name in reviewed or self.reaches_the_record(name):
            return set()
        seen.add(name)
        callers = [one.name for one in self.functions.values() if name in one.uses and one.name != name]
        if not callers:
            return {name}
        return {start for caller in callers for start in self._unrecorded_starts(caller, reviewed, seen)}

    def _read(self, module: str, one: Function) -> Function:
        for node in ast.walk(one.node):
            if isinstance(node, ast.Attribute) and node.attr in WRITES:
                one.writes.add(ast.unparse(node))
            if isinstance(node, ast.Name | ast.Attribute):
                one.uses.add(self._resolved(node, module))
        return one

    def _resolved(self, node: ast.Name | ast.Attribute, module: str) -> str:
        """The dotted name of what is used, followed through the re-exports of packages; methods by `self`."""
        known = self.names[module]
        if isinstance(node, ast.Name):
            target = known.get(node.id, "")
        elif not isinstance(node.value, ast.Name):
            return ""
        elif node.value.id == "self":
            target = next((name for name in known.values() if name.endswith(f".{node.attr}")), "")
        else:
            target = f"{known.get(node.value.id, node.value.id)}.{node.attr}"
        while (again := self._exported_as(target)) != target:
            target = again
        return target

    def _exported_as(self, target: str) -> str:
        package, _dot, name = target.rpartition(".")
        return self.names.get(package, {}).get(name, target)


@cache
def project() -> Code:
    """Our own source, read once for all tests."""
    return Code(sources())


def _defined(tree: ast.Module) -> Iterator[tuple[str, ast.FunctionDef]]:
    for node in tree.body:
        if isinstance(node, ast.FunctionDef):
            yield node.name, node
        elif isinstance(node, ast.ClassDef):
            for inner in node.body:
                if isinstance(inner, ast.FunctionDef):
                    yield f"{node.name}.{inner.name}", inner


def _names(module: str, tree: ast.Module) -> dict[str, str]:
    """What each name of a module stands for, dotted."""
    found = {name: f"{module}.{name}" for name, _node in _defined(tree)}
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module:
            for alias in node.names:
                found[alias.asname or alias.name] = f"{node.module}.{alias.name}"
    return found
