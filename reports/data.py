"""Everything that a printed Renja shows, read once; what a number in the PDF means is written here and below."""

import datetime

from django.utils.translation import gettext as _

from core.dates import local_date, long_date
from forums.models import Forum
from renja.models import Renja
from renja.stages import SETTLED
from renja.structure import structure_of
from reports.annexes import read_annexes
from reports.letterhead import read_letterhead, read_signature
from reports.parts import read_parts
from reports.plan_table import read_plan
from reports.proposal_table import read_proposals
from reports.report import RenjaReport
from reports.tables import read_blocks


def read_renja(renja: Renja, at: datetime.datetime) -> RenjaReport:
    """The plan as the public may read it at this moment, whatever its stage.

    The signer is the official of the document's date, or of that moment's day while it has none. Raises ReportRefused when the
    host is not set up.
    """
    host = read_letterhead()
    plan, masked_lines = read_plan(renja, office=host.organization)
    blocks = read_blocks(renja, host, plan)
    preface, chapters = read_parts(renja, blocks)
    proposals, masked_proposals = read_proposals(renja)
    return RenjaReport(
        year=renja.year,
        stage=renja.stage,
        is_draft=renja.stage not in SETTLED,
        read_at=at,
        host=host,
        signature=read_signature(host.city, day_of_document(renja) or local_date(at)),
        preface=preface,
        chapters=chapters,
        plan=plan,
        proposals=proposals,
        plan_table=blocks[structure_of(renja.structure).main_table.label].table.head,
        tables=tuple(block.table.head for block in blocks.values()),
        masked_lines=masked_lines,
        masked_proposals=masked_proposals,
        forum_facts=forum_facts(renja.forum),
        annexes=read_annexes(renja),
    )


def day_of_document(renja: Renja) -> datetime.date | None:
    """As the plan's settings say it, else that of the act by which it was established; it picks the signer."""
    if renja.dated or renja.stage not in SETTLED:
        return renja.dated
    act = renja.revisions.newest_act()
    return act.dated if act else None


def forum_facts(forum: Forum) -> str:
    """When and where the forum sat, under which theme; "" as long as no date is known."""
    if not forum.held_on:
        return ""
    facts = _("Forum Perangkat Daerah diselenggarakan pada %(day)s") % {"day": long_date(forum.held_on)}
    if forum.place:
        facts += _(" di %(place)s") % {"place": forum.place}
    if forum.theme:
        facts += _(" dengan tema “%(theme)s”") % {"theme": forum.theme}
    return facts + "."
