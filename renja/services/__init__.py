"""Everything that changes a plan. Each verb is one transaction and ends in the audit record."""

from renja.services.agreements import link_agreements
from renja.services.chapters import save_chapter
from renja.services.lines import add_line, change_cell, remove_line, save_line
from renja.services.links import link_proposal, unlink_proposal
from renja.services.plans import create_plan, save_settings

__all__ = [
    "add_line",
    "change_cell",
    "create_plan",
    "link_agreements",
    "link_proposal",
    "remove_line",
    "save_chapter",
    "save_line",
    "save_settings",
    "unlink_proposal",
]
