"""Delegations as tests give and end them."""

import datetime

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from stakeholders.models import Membership
from tests.corpus.pdfs import make_pdf


def days(count: int) -> datetime.date:
    return timezone.localdate() + datetime.timedelta(days=count)


def paper() -> SimpleUploadedFile:
    return SimpleUploadedFile("persetujuan.pdf", make_pdf(), "application/pdf")


def values(delegate, **changes) -> dict:
    days_of_it = {"valid_from": days(0), "valid_until": days(10)}
    return {"delegate": delegate, "decree": "Nota Dinas 800/1"} | days_of_it | changes


def may_publish(user) -> bool:
    return type(user).objects.get(pk=user.pk).has_perm("proposals.publish")


def leave_role(delegation, admin):
    Membership.objects.filter(user=delegation.granted_by).update(valid_until=days(-1))
