"""Names of people as they are written at the door, compared whatever their titles and capitals."""

import re
import unicodedata

WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
TITLES = {"dr", "drs", "dra", "ir", "prof", "h", "hj", "kh", "ust", "ustadz", "ustadzah"}
TITLES |= {"bapak", "bpk", "pak", "ibu", "bu", "sdr", "sdri", "yth"}


def name_key(text: str) -> str:
    """`Dr. H. Ahmad Yani, M.Si.` and `ahmad yani` are one: what follows a comma and titles in front do not count."""
    plain = unicodedata.normalize("NFKC", text).casefold()
    words = WORD.findall(plain.partition(",")[0])
    while len(words) > 1 and words[0] in TITLES:
        words.pop(0)
    return " ".join(words) or plain.strip()
