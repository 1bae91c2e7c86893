"""What an invited organisation reads and says of a draft, behind the link of its invitation and without an account."""

from django.db import transaction
from django.utils.translation import gettext as _

from audit.services import record
from forums.models import Forum, Participant
from meetings.minutes_writing import MinutesRefused
from meetings.models import Minutes, MinutesRemark


def draft_for(participant: Participant, kind: str) -> Minutes | None:
    """The draft that waits for remarks, also after its day; None before it was shown and once it is final."""
    newest = Minutes.objects.newest_of(participant.forum, kind)
    return newest if newest and newest.state == Minutes.State.REMARKS else None


@transaction.atomic
def remark_by_link(participant: Participant, kind: str, *, text: str, slug: str = "") -> MinutesRemark:
    """What an invited organisation says. Raises MinutesRefused once its day is over or the text is final."""
    forum = Forum.objects.select_for_update().get(pk=participant.forum_id)
    found = draft_for(participant, kind)
    if found is None or not found.takes_remarks:
        raise MinutesRefused(_("Batas tanggapan sudah lewat, atau naskah sudah final. Hubungi sekretariat."))
    found.forum = forum
    remark = MinutesRemark.objects.create(
        minutes=found, slug=slug, text=text, organization=participant.organization.name
    )
    record("minutes.remark", remark, data={"section": slug})
    return remark
