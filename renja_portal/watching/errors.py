"""Unexpected errors told to Sentry, by a list of what may leave; loaded only where SENTRY_DSN is set.

Texts of errors quote what people typed, so they stay here: the number of the request leads to the log.
"""

from typing import Any

import sentry_sdk
from sentry_sdk.integrations.django import DjangoIntegration
from sentry_sdk.integrations.logging import LoggingIntegration

from core.logfacts import current_facts
from core.reference import current_reference

KEPT = (
    "event_id",
    "timestamp",
    "level",
    "platform",
    "release",
    "environment",
    "server_name",
    "logger",
    "sdk",
)
KEPT_OF_FRAMES = ("filename", "abs_path", "function", "module", "lineno", "in_app")


def tell_errors(dsn: str, environment: str, **more: Any) -> None:
    """From now on errors go to `dsn`, cleaned; nothing is measured, nothing else is collected."""
    sentry_sdk.init(
        dsn=dsn,
        environment=environment,
        send_default_pii=False,
        include_local_variables=False,
        include_source_context=False,
        max_request_body_size="never",
        max_breadcrumbs=0,
        auto_session_tracking=False,
        auto_enabling_integrations=False,
        integrations=[DjangoIntegration(middleware_spans=False), LoggingIntegration(level=None)],
        before_send=lambda event, hint: cleaned(event),
        before_send_transaction=lambda event, hint: None,
        before_breadcrumb=lambda crumb, hint: None,
        **more,
    )


def cleaned(event: Any) -> Any:
    """An event of what is on the list alone; whatever else Sentry's package comes to collect is left out by itself."""
    told = {name: event[name] for name in KEPT if name in event}
    facts = {"request": current_reference(), **current_facts()}
    told["tags"] = {
        name: facts[name] for name in ("request", "method", "route", "kind", "job") if name in facts
    }
    told["transaction"] = facts.get("route") or facts.get("kind") or "-"
    told["exception"] = {"values": [_error(one) for one in event.get("exception", {}).get("values", [])]}
    if not told["exception"]["values"]:
        told["message"] = f"{event.get('logger', '-')}: see the log, {facts['request']}"
    return told


def _error(error: dict) -> dict:
    """What kind, and where in the code."""
    frames = error.get("stacktrace", {}).get("frames", [])
    places = [{name: frame[name] for name in KEPT_OF_FRAMES if name in frame} for frame in frames]
    return {
        "type": error.get("type"),
        "module": error.get("module"),
        "value": f"see the log, {current_reference()}",
        "stacktrace": {"frames": places},
    }
