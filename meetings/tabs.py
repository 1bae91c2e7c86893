"""The pages of one session, as tabs."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from forums.sections import Section
from meetings.models import Sitting

PLACES = (
    ("meetings:agenda", _("Agenda"), "meetings.prepare"),
    ("meetings:scoring", _("Penilaian"), "meetings.score"),
    ("reports:sitting_papers", _("Bahan sidang"), "meetings.prepare"),
)


def tabs(sitting: Sitting, current: str, user) -> list[Section]:
    """Those that this person may open; `current` is the URL name of the one that is open."""
    args = [sitting.forum.plan_year, sitting.pk]
    return [
        Section(str(label), reverse(name, args=args), name == current)
        for name, label, permission in PLACES
        if user.has_perm(permission)
    ]
