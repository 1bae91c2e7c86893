"""What a check finds, and what of it was looked at and explained (explained.toml)."""

import tomllib
from dataclasses import dataclass, field
from fnmatch import fnmatch
from pathlib import Path

FOLDER = Path(__file__).parent
EXPLAINED = FOLDER / "explained.toml"


@dataclass(frozen=True)
class Finding:
    """One thing that a tool does not like: by which rule, in which file (or package), where there."""

    tool: str
    rule: str
    path: str
    place: str = ""

    def __str__(self) -> str:
        return f"{self.tool} {self.rule}: {self.path}{f' ({self.place})' if self.place else ''}"


@dataclass(frozen=True)
class Explanation:
    """So many findings of one rule in files of this pattern are right as they are, because `why`."""

    tool: str
    rule: str
    path: str
    count: int
    why: str

    def fits(self, finding: Finding) -> bool:
        return (self.tool, self.rule) == (finding.tool, finding.rule) and fnmatch(finding.path, self.path)


@dataclass
class Outcome:
    """What one check came to. `open` has a line for each finding that nobody explained, and for each explanation that is stale."""

    name: str
    seconds: float
    found: int = 0
    explained: int = 0
    open: list[str] = field(default_factory=list)


def read_explanations(path: Path = EXPLAINED) -> list[Explanation]:
    return [Explanation(**row) for row in tomllib.loads(path.read_text())["explained"]]


def judge(tool: str, findings: list[Finding], known: list[Explanation]) -> tuple[int, list[str]]:
    """How many are explained, and what stays open: the count must be exact, so that one more of a kind is seen."""
    left, explained, opened = list(findings), 0, []
    for one in (row for row in known if row.tool == tool):
        fitting = [finding for finding in left if one.fits(finding)]
        left = [finding for finding in left if finding not in fitting]
        if len(fitting) == one.count:
            explained += len(fitting)
        else:
            opened.append(
                f"{tool} {one.rule}: {one.path}: {one.count} explained, {len(fitting)} found"
                + "".join(f"\n    {finding}" for finding in fitting)
            )
    return explained, opened + [str(finding) for finding in left]
