"""What the worker does for this app."""

from jobs.models import Job
from jobs.registry import Report, chore, handler
from meetings.evidence import scan_files
from reports.attendance_list import ATTENDANCE_PDF, clear_old_sheets, make_attendance_pdf
from reports.change_matrix.making import CHANGE_MATRIX, make_matrix
from reports.errors import ReportRefused
from reports.invitations import INVITATION_PDFS, make_copies, scan_signed
from reports.letters import LETTER_PDF, make_letter_pdf
from reports.minutes.making import MINUTES_PDF, make_files
from reports.notices import RESULT_NOTICES, make_due_notices, order_due_notices
from reports.open_data.freezing import FREEZE_DATA, make_edition
from reports.open_data.preparing import PREPARE_DATA, order_files, prepare_files
from reports.plan_files.jobs import make_plan_file
from reports.plan_files.making import PLAN_FILE
from reports.plan_signing.asking import PLAN_SIGNING, make_document
from reports.plan_signing.sealing import scan_signed_plans
from reports.preparing import PREPARE_PDF, Superseded, order_preparing, prepare_pdf
from reports.remark_sheet.making import REMARK_SHEET, make_sheet
from reports.revision_files.making import REVISION_PDF, make_revision_pdf, order_act_pdfs
from reports.services import RENJA_PDF, make_renja_pdf
from reports.typesetting import clear_old_sections
from reports.working_paper.making import SITTING_PAPER, make_paper


@handler(RENJA_PDF)
def handle_renja_pdf(job: Job, report: Report) -> dict:
    """Make the plan's PDF; the job's result names the document."""
    document = make_renja_pdf(job, report)
    return {"document": str(document.key), "pages": document.pages}


@chore("prepare-renja")
def order_renja() -> int:
    return order_preparing()


@handler(PREPARE_PDF)
def handle_prepare_pdf(job: Job, report: Report) -> dict:
    """Set the plan's PDF before somebody asks; the job's result says whether one was made, and why not."""
    try:
        return {"made": prepare_pdf(job, report)}
    except Superseded:
        return {"made": False, "superseded": True}
    except ReportRefused as refused:  # said to whoever asks for the document
        return {"made": False, "refused": refused.message}


@handler(REVISION_PDF)
def handle_revision_pdf(job: Job, report: Report) -> dict:
    """Make the PDF of a frozen revision; the job's result names the document."""
    document = make_revision_pdf(job, report)
    return {"document": str(document.key), "pages": document.pages}


@chore("order-act-pdfs")
def order_acts() -> int:
    return order_act_pdfs()


@chore("clear-renja-sections")
def clear_renja_sections() -> int:
    return clear_old_sections()


@handler(PLAN_FILE)
def handle_plan_file(job: Job, report: Report) -> dict:
    """Make a plan's DOCX, XLSX, sheet for the head, slides or pack; the job's result names the document."""
    document = make_plan_file(job, report)
    return {"document": str(document.key), "pages": document.pages}


@handler(PLAN_SIGNING)
def handle_plan_signing(job: Job, report: Report) -> dict:
    """Typeset the document of a revision that is to be signed; the job's result names it."""
    signing = make_document(job, report)
    return {"document": str(signing.document.key), "pages": signing.document.pages}


@chore("scan-signed-plans")
def order_signed_plan_scans() -> int:
    return scan_signed_plans()


@chore("prepare-data")
def order_data_files() -> int:
    return order_files()


@handler(PREPARE_DATA)
def handle_prepare_data(job: Job, report: Report) -> dict:
    """The whole datasets as files; the job's result says how many rows each has."""
    return prepare_files(report)


@handler(FREEZE_DATA)
def handle_freeze_data(job: Job, report: Report) -> dict:
    """The data of one year as a new edition; the job's result names it."""
    edition = make_edition(job.payload["year"], key=job.pk, actor=job.created_by, report=report)
    return {"edition": edition.file_name, "rows": edition.row_count}


@handler(LETTER_PDF)
def handle_letter_pdf(job: Job, report: Report) -> dict:
    """Typeset a surat penerusan from what was kept for it."""
    letter = make_letter_pdf(job, report)
    return {"letter": str(letter.key), "pages": letter.pages}


@handler(SITTING_PAPER)
def handle_sitting_paper(job: Job, report: Report) -> dict:
    """Typeset the working paper or the empty result form of a session."""
    paper = make_paper(job, report)
    return {"paper": str(paper.key), "pages": paper.pages}


@handler(CHANGE_MATRIX)
def handle_change_matrix(job: Job, report: Report) -> dict:
    """Typeset what differs between two states of a plan."""
    matrix = make_matrix(job, report)
    return {"matrix": str(matrix.key), "pages": matrix.pages}


@handler(REMARK_SHEET)
def handle_remark_sheet(job: Job, report: Report) -> dict:
    """Typeset the sheet of remarks on a revision."""
    sheet = make_sheet(job, report)
    return {"sheet": str(sheet.key), "pages": sheet.pages}


@handler(RESULT_NOTICES)
def handle_result_notices(job: Job, report: Report) -> dict:
    """Make the documents of all published results that have none yet."""
    return {"count": make_due_notices(report)}


@chore("order-notices")
def order_notices() -> int:
    return order_due_notices()


@handler(ATTENDANCE_PDF)
def handle_attendance_pdf(job: Job, report: Report) -> dict:
    """Typeset a daftar hadir."""
    sheet = make_attendance_pdf(job, report)
    return {"pages": sheet.pages} if sheet else {}


@chore("clear-attendance-sheets")
def clear_attendance_sheets() -> int:
    return clear_old_sheets()


@handler(MINUTES_PDF)
def handle_minutes_pdf(job: Job, report: Report) -> dict:
    """Typeset a berita acara or notulen; the job's result says how many pages each file has."""
    return {file.kind: file.pages for file in make_files(job, report)}


@chore("scan-minutes")
def scan_minutes() -> int:
    return scan_files()


@handler(INVITATION_PDFS)
def handle_invitation_letters(job: Job, report: Report) -> dict:
    """Typeset the letters of invitation that are missing or old; the job's result says how many they were."""
    return {"count": make_copies(job, report)}


@chore("scan-signed-letters")
def scan_signed_letters() -> int:
    return scan_signed()
