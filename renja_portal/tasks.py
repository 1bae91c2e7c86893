"""What the worker does for the portal as a whole."""

from jobs.models import Job
from jobs.registry import Report, chore, handler
from renja_portal.personal.archive import DATA_COPY, clear_old_copies, make_copy
from renja_portal.privacy.forgetting import FORGET, forget_old_data, order_forgetting
from renja_portal.sweep import SWEEP_FILES, order_sweep, sweep_files
from renja_portal.upkeep.checking import CHECK_RECORD, check_record, order_daily_check


@handler(CHECK_RECORD)
def handle_check(job: Job, report: Report) -> dict:
    """Recompute the record's chain; the job's result says what was found."""
    return check_record(job, report)


@chore("check-record")
def order_check() -> int:
    return order_daily_check()


@handler(DATA_COPY)
def handle_data_copy(job: Job, report: Report) -> dict:
    """One person's data as a ZIP."""
    return make_copy(job, report)


@chore("clear-data-copies")
def clear_data_copies() -> int:
    return clear_old_copies()


@chore("sweep-files")
def order_daily_sweep() -> int:
    return order_sweep()


@handler(SWEEP_FILES)
def handle_sweep(job: Job, report: Report) -> dict:
    """Compare files with rows; the job's result says what was removed and what is missing."""
    return sweep_files()


@chore("forget-old-data")
def order_daily_forgetting() -> int:
    return order_forgetting()


@handler(FORGET)
def handle_forgetting(job: Job, report: Report) -> dict:
    """Erase what is due; the job's result says how much."""
    return forget_old_data()
