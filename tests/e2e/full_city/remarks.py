"""A revision in the hands of Bappeda with remarks in every state; the next one was not handed over yet."""

from renja.models import Renja, RenjaLine
from stakeholders.models import Organization
from tests.factories.remarks import ExaminationFactory, RemarkFactory


def make_remarks(renja: Renja, lines: dict[str, RenjaLine]) -> None:
    agency, revision = Organization.objects.get(is_planning_agency=True), renja.revisions.get(number=1)
    examination = ExaminationFactory(revision=revision, organization=agency, note="Surat pengantar 050/12.")
    told = {"examination": examination, "sent": True}
    RemarkFactory(**told, number=1)
    code = lines["full"].node.code
    line = {"place": "baris", "ref": code, "label": f"{code} Pengelolaan konten"}
    followed = RemarkFactory(**told, **line, number=2, state="ditindaklanjuti")
    followed.steps.create(side="pd", state="ditindaklanjuti", text="Target sudah dilengkapi.")
    done = RemarkFactory(**told, number=3, place="umum", ref="", label="", state="selesai")
    done.steps.create(side="bappeda", state="selesai", text="Cukup.")
    RemarkFactory(examination=examination, text="Masih ditulis.")
