"""What a file is for: the lines of a plan, one of its typed tables, or what was recorded of it."""

from collections.abc import Mapping

from renja.exchange.columns import LABELS, called_in
from renja.exchange.line_writing import plan_lines
from renja.exchange.plan import Plan
from renja.exchange.realisation_columns import LABELS as REALISATION_LABELS
from renja.exchange.realisation_columns import called as called_for_realisation
from renja.exchange.realisation_writing import plan_realisation
from renja.exchange.table_columns import called_of, labels_of
from renja.exchange.table_writing import plan_table
from renja.exchanged import REALISATION
from renja.models import PlanFile, Renja
from renja.services.tables import declared_table


def called(renja: Renja, table: str) -> Mapping[str, tuple[str, ...]]:
    """What each field goes by. Raises PlanRefused for a table that the plan does not know."""
    if table == REALISATION:
        return called_for_realisation()
    return called_of(declared_table(renja, table), renja.year) if table else called_in(renja.year)


def labels(renja: Renja, table: str) -> Mapping:
    """What we call each field ourselves."""
    if table == REALISATION:
        return REALISATION_LABELS
    return labels_of(declared_table(renja, table), renja.year) if table else LABELS


def plan_of(file: PlanFile) -> Plan:
    """What the file would do."""
    if file.table == REALISATION:
        return plan_realisation(file)
    return plan_table(file) if file.table else plan_lines(file)
