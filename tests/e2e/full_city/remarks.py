"""A revision in the hands of Bappeda with remarks in every state, and one that was not handed over yet."""

from renja.models import Renja
from stakeholders.models import Organization
from tests.factories.remarks import ExaminationFactory, RemarkFactory, RevisionFactory


def make_remarks(renja: Renja) -> None:
    agency = Organization.objects.get(is_planning_agency=True)
    revision = RevisionFactory(renja=renja, number=91)
    RevisionFactory(renja=renja, number=92)
    examination = ExaminationFactory(revision=revision, organization=agency, note="Surat pengantar 050/12.")
    told = {"examination": examination, "sent": True}
    RemarkFactory(**told, number=1)
    line = {"place": "baris", "ref": "2.16.02.2.01.0014", "label": "2.16.02.2.01.0014 Pengelolaan konten"}
    followed = RemarkFactory(**told, **line, number=2, state="ditindaklanjuti")
    followed.steps.create(side="pd", state="ditindaklanjuti", text="Target sudah dilengkapi.")
    done = RemarkFactory(**told, number=3, place="umum", ref="", label="", state="selesai")
    done.steps.create(side="bappeda", state="selesai", text="Cukup.")
    RemarkFactory(examination=examination, text="Masih ditulis.")
