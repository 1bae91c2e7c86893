"""Where somebody is signed in: their sessions, told in words that they recognise."""

from dataclasses import dataclass
from datetime import datetime
from ipaddress import ip_address

from allauth.account.adapter import get_adapter
from django.http import HttpRequest
from django.utils.translation import gettext as _

from accounts.limits import limits_of
from accounts.models import Session, User
from accounts.sessions import SessionStore

KEY = "device"  # in the session: what signed in, and from where
LONGEST = 300
# The first that is found in what the browser says of itself: most call themselves by several names.
BROWSERS = (
    ("Edg", "Edge"), ("OPR/", "Opera"), ("SamsungBrowser", "Samsung Internet"), ("Firefox", "Firefox"),
    ("FxiOS", "Firefox"), ("Chrome", "Chrome"), ("CriOS", "Chrome"), ("Safari", "Safari"),
)  # fmt: skip
SYSTEMS = (
    ("iPhone", "iPhone"), ("iPad", "iPad"), ("Android", "Android"), ("Windows", "Windows"), ("CrOS", "ChromeOS"),
    ("Macintosh", "Mac"), ("Linux", "Linux"),
)  # fmt: skip
HAND_HELD = ("iPhone", "iPad", "Android")


@dataclass(frozen=True)
class Device:
    """One browser that is signed in; `mark` names it in a form."""

    mark: str
    label: str
    address: str
    is_hand_held: bool
    is_current: bool
    signed_in_at: datetime
    seen_at: datetime
    sitting_until: datetime | None


def note_device(request: HttpRequest) -> None:
    """Keep in the session what has just signed in. The address is shortened before it is kept."""
    address = get_adapter(request).get_client_ip(request) or ""
    agent = request.headers.get("User-Agent", "")[:LONGEST]
    request.session[KEY] = {"agent": agent, "address": short_address(address)}


def devices_of(user: User, current_key: str) -> list[Device]:
    """This browser first, then the others, the one used last before the rest."""
    limits = limits_of(user)
    rows = user.sessions.live(life=limits.life, idle=limits.idle).order_by("-seen_at")
    devices = [_device(row, current_key) for row in rows]
    return sorted(devices, key=lambda device: not device.is_current)


def _device(row: Session, current_key: str) -> Device:
    held = SessionStore().decode(row.session_data).get(KEY, {})
    agent = held.get("agent", "")
    return Device(
        mark=row.mark,
        label=in_words(agent),
        address=held.get("address", ""),
        is_hand_held=any(name in agent for name in HAND_HELD),
        is_current=row.session_key == current_key,
        signed_in_at=row.signed_in_at,
        seen_at=row.seen_at,
        sitting_until=row.sitting_until if row.is_in_sitting_mode else None,
    )


def in_words(agent: str) -> str:
    """`Chrome di Windows`, from what a browser calls itself."""
    browser = next((label for sign, label in BROWSERS if sign in agent), "")
    system = next((label for sign, label in SYSTEMS if sign in agent), "")
    if browser and system:
        return _("%(browser)s di %(system)s") % {"browser": browser, "system": system}
    return browser or system or _("Peramban tidak dikenal")


def short_address(address: str) -> str:
    """The network, not the line: `103.12.x.x`; enough to recognise, too little to find somebody by."""
    try:
        parsed = ip_address(address)
    except ValueError:
        return ""
    if parsed.version == 4:
        return ".".join([*str(parsed).split(".")[:2], "x", "x"])
    return ":".join([*(f"{int(part, 16):x}" for part in parsed.exploded.split(":")[:2]), "x"])
