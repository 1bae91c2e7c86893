"""Everything that changes a plan. Each verb is one transaction and ends in the audit record."""

from renja.services.agreements import link_agreements
from renja.services.aims import assign_aim, save_aims
from renja.services.aims_taken import copy_aims, take_aims
from renja.services.chapters import save_chapter
from renja.services.copies import copy_plan, undo_copy
from renja.services.estimates import estimate_forward, undo_estimate
from renja.services.lines import add_line, change_cell, remove_line, save_line
from renja.services.links import link_proposal, unlink_proposal
from renja.services.plans import create_plan, save_settings
from renja.services.revisions import establish_plan, freeze_revision, keep_paper, open_amendment
from renja.services.tables import copy_last_year, move_row, save_rows, sort_rows

__all__ = [
    "add_line",
    "assign_aim",
    "change_cell",
    "copy_aims",
    "copy_last_year",
    "copy_plan",
    "create_plan",
    "establish_plan",
    "estimate_forward",
    "freeze_revision",
    "keep_paper",
    "link_agreements",
    "link_proposal",
    "move_row",
    "open_amendment",
    "remove_line",
    "save_aims",
    "save_chapter",
    "save_line",
    "save_rows",
    "save_settings",
    "sort_rows",
    "take_aims",
    "undo_copy",
    "undo_estimate",
    "unlink_proposal",
]
