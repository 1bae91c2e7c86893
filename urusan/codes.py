"""How official codes are read and shown."""

PLACEHOLDER = "X.XX"  # the support programme that each department runs under its own bidang urusan
REGENCY_ONLY = r"^[^.]+\.[^.]+\.[^.]+\.3(\.|$)"  # the same question as is_regency_only, for the database


def display_code(code: str, bidang_code: str) -> str:
    """The code as a plan prints it: the placeholder becomes the plan's bidang urusan ("2.16").

    >>> display_code("X.XX.01.2.01", "2.16")
    '2.16.01.2.01'
    """
    if code == PLACEHOLDER or code.startswith(PLACEHOLDER + "."):
        return bidang_code + code[len(PLACEHOLDER) :]
    if code == "X":
        return bidang_code.split(".")[0]
    return code


def is_placeholder(code: str) -> bool:
    """Whether a node only stands for "any bidang urusan" (X, X.XX), so that its name is never shown."""
    return code in {"X", PLACEHOLDER}


def is_regency_only(code: str) -> bool:
    """Whether the fourth part of the code says "kabupaten only" (3), so that no kota may use it."""
    parts = code.split(".")
    return len(parts) > 3 and parts[3] == "3"


def code_order(code: str) -> list[tuple[int, str]]:
    """By which codes are ordered as people count: "2" before "10"."""
    return [(int(part) if part.isascii() and part.isdigit() else 0, part) for part in code.split(".")]
