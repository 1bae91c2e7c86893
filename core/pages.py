"""An address, its page and who may open it: one line in an app's urls.py.

`renja_portal.middleware.PolicyMiddleware` enforces what is declared here; a view without a policy is never reached.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import wraps

from django.urls import URLPattern, path

PUBLIC = "public"
SIGNED_IN = "signed in"

# What of other people a page shows; staff who open it are noted (`audit.readings`).
CONTACT, FILE, PRESENCE, INVITED, ACCOUNT, LETTER = (
    "contact",
    "file",
    "presence",
    "invited",
    "account",
    "letter",
)

# What a signed-in reader finds in a kept page in place of what strangers find there, by the names of its places
# (`{% own_part %}`); None where the whole page is another one for them. Called as the view is.
OwnParts = Callable[..., Mapping[str, str] | None]

READ = ("GET", "HEAD")
FORM = ("GET", "HEAD", "POST")
ACTION = ("POST",)
KNOWN_METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})


@dataclass(frozen=True)
class Policy:
    """Who may open a page (PUBLIC, SIGNED_IN or the name of a permission) and with which methods.

    `shows`: which personal data of others, such as CONTACT. `kept`: strangers may be handed it as it was made for
    another stranger, until the next recorded deed. `own_parts`: so may people without a role, with these parts their own.
    """

    may: str = PUBLIC
    methods: tuple[str, ...] = READ
    kept: bool = False
    shows: tuple[str, ...] = ()
    own_parts: OwnParts | None = None


def nothing_more(_request, **_kwargs) -> Mapping[str, str]:
    """`own_parts` of a page that says the same to everybody below its frame."""
    return {}


def page(
    route: str,
    view: Callable,
    name: str,
    *,
    may: str = PUBLIC,
    methods: tuple[str, ...] = READ,
    kept: bool = False,
    shows: tuple[str, ...] = (),
    own_parts: OwnParts | None = None,
) -> URLPattern:
    """A `path()` whose view carries its policy. The permission is asked without an object; the view asks again with one."""

    @wraps(view)
    def guarded(request, *args, **kwargs):
        return view(request, *args, **kwargs)

    guarded.policy = Policy(may, methods, kept, shows, own_parts)  # type: ignore[attr-defined]
    return path(route, guarded, name=name)
