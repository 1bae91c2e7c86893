"""F19, F20, F21: the same form sent often, two people at one thing, and a session that ends while somebody writes."""

import re
import uuid
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

from faults.asking import Answer, ask, form, form_with_files
from faults.city import portal_of_city
from faults.crowd import MARK, NUMBER, Paper, Submitter
from faults.outcome import Outcome
from faults.portal import KillablePortal

TIMES = 10
RECORDED = re.compile(r"/kerja/usulan/(ASP-\d+-\d+)/tanda-terima/")
FIELD = r'name="{}" value="([^"]*)"'
ONCE = {"proposals": 1, "events": 1, "letters": 1, "entries": 1}


class Visitor:
    """Asks the portal as one person."""

    def __init__(self, portal: KillablePortal, session: str) -> None:
        self.place, self.session = (portal.address.host, portal.address.port), session

    def ask(self, path: str, sent=None) -> Answer:
        return ask(*self.place, path, sent, session=self.session)


def _at_once(deed: Callable[[], Answer]) -> list[Answer]:
    with ThreadPoolExecutor(TIMES) as pool:
        return [one.result() for one in [pool.submit(deed) for _time in range(TIMES)]]


def double_submit() -> Outcome:
    outcome = Outcome(
        f"{TIMES} identical sendings at once, of a draft (from two browsers) and of the secretariat's form; then “Back” and sent again",
        "one object each; all answers show the same number",
        load=f"{TIMES} requests at once",
    )
    with portal_of_city() as portal:
        portal.start_web()
        people = portal.ask_inside("enter", 1)
        _send_draft(portal, people, outcome)
        _send_paper(portal, Visitor(portal, people["sekretariat"]), outcome)
    return outcome


def _send_draft(portal: KillablePortal, people: dict, outcome: Outcome) -> None:
    writer = Submitter(portal.address.host, portal.address.port, session=people["submitters"][0])
    for page in (writer.begin, writer.problem, writer.request, writer.place, writer.attach):
        page()
    tabs = [
        Visitor(portal, session)
        for session in (writer.session, portal.ask_inside("enter", 1)["submitters"][0])
    ]
    path, turn = f"/aspirasi/draf/{writer.key}/kirim/", iter(range(TIMES))
    answers = _at_once(lambda: tabs[next(turn) % 2].ask(path, form()))
    back = tabs[0].ask(f"/aspirasi/draf/{writer.key}/masalah/", form(title="Lain", problem="Lain"))
    answers.append(tabs[0].ask(path, form()))
    _judge_once(portal, outcome, "draft", writer.title, [NUMBER.search(one.location) for one in answers])
    outcome.must(back.status == 302, f"changing it afterwards was answered {back.status}")
    outcome.short += writer.strange


def _send_paper(portal: KillablePortal, secretary: Visitor, outcome: Outcome) -> None:
    title = f"{MARK} {uuid.uuid4().hex}"
    typed = form(
        submit_key=str(uuid.uuid4()), source="surat", source_basis="Surat Nomor 1", title=title, problem="Sinyal lemah.",
        request="Pasang Wi-Fi.", is_citywide="on", contact_name="Siti", contact_phone="081234567890", contact_email="siti@contoh.invalid",
    )  # fmt: skip
    answers = _at_once(lambda: secretary.ask("/kerja/usulan/catat/", typed))
    answers.append(secretary.ask("/kerja/usulan/catat/", typed))
    _judge_once(portal, outcome, "form", title, [RECORDED.search(one.location) for one in answers])


def _judge_once(portal: KillablePortal, outcome: Outcome, what: str, title: str, found: list) -> None:
    numbers = {one[1] if one else "none" for one in found}
    there = portal.ask_inside("rows_called", title)
    outcome.note(
        f"{what}: {len(found)} answers show {' and '.join(sorted(numbers))}; {there['proposals']} proposal"
    )
    outcome.must(len(numbers) == 1 and "none" not in numbers, f"{what}: answers show {numbers}")
    outcome.must(there == ONCE, f"{what}: {there}")


def lost_update() -> Outcome:
    outcome = Outcome(
        "two people read a line of the plan and a result, and both save",
        "the second gets 409 with both texts; nothing is overwritten in silence; the record tells both",
        load="two people",
    )
    with portal_of_city() as portal:
        portal.start_web()
        people = portal.ask_inside("enter", 1)
        planner, other = (Visitor(portal, portal.ask_inside("enter", 1)["perencana"]) for _tab in range(2))
        _two_cells(portal, planner, other, outcome)
        _two_results(
            portal, Visitor(portal, people["sekretariat"]), Visitor(portal, people["verifikator"]), outcome
        )
    return outcome


def _two_cells(portal: KillablePortal, first: Visitor, second: Visitor, outcome: Outcome) -> None:
    line = portal.ask_inside("any_line")
    path = f"/kerja/renja/{line['year']}/baris/{line['pk']}/sel/"

    def typed(value: str, was: str, version: int) -> tuple[bytes, str]:
        return form(field="location", value=value, was=was, version=str(version))

    one = first.ask(path, typed("Tempat pertama", line["location"], line["version"]))
    two = second.ask(path, typed("Tempat kedua", line["location"], line["version"]))
    kept = portal.ask_inside("told_about_line", line["pk"])
    again = second.ask(path, typed("Tempat kedua", "Tempat pertama", line["version"] + 1))
    told = portal.ask_inside("told_about_line", line["pk"])
    outcome.note(
        f"line: {one.status}, then {two.status}, chosen again {again.status}, {told['entries']} entries"
    )
    outcome.must((one.status, two.status, again.status) == (200, 409, 200), "line: not 200, 409, 200")
    outcome.must("Tempat pertama" in two.text, "line: the 409 does not show the other text")
    outcome.must(kept == {"location": "Tempat pertama", "entries": 1}, f"line: {kept} after the 409")
    outcome.must(told == {"location": "Tempat kedua", "entries": 2}, f"line: {told} at the end")


def _two_results(portal: KillablePortal, first: Visitor, second: Visitor, outcome: Outcome) -> None:
    number = portal.ask_inside("undecided")
    path = f"/kerja/hasil/{number}/"
    seen = [_seen(one.ask(path)) for one in (first, second)]
    one = first.ask(path, form(outcome="accepted", reason="Alasan pertama.", response="Diterima.", **seen[0]))
    two = second.ask(path, form(outcome="deferred", reason="Alasan kedua.", response="Cadangan.", **seen[1]))
    kept = portal.ask_inside("told_about_result", number)
    again = second.ask(
        path, form(outcome="deferred", reason="Alasan kedua.", response="Cadangan.", **_seen(two))
    )
    told = portal.ask_inside("told_about_result", number)
    outcome.note(
        f"result: {one.status}, then {two.status}, chosen again {again.status}, {told['entries']} entries"
    )
    outcome.must((one.status, two.status, again.status) == (302, 409, 302), "result: not 302, 409, 302")
    outcome.must(
        "Alasan pertama." in two.text and "Alasan kedua." in two.text, "result: the 409 does not show both"
    )
    outcome.must(kept["reasons"] == ["Alasan pertama."], f"result: {kept} after the 409")
    outcome.must((told["reasons"], told["entries"]) == (["Alasan kedua."], 2), f"result: {told} at the end")


def _seen(page: Answer) -> dict[str, str]:
    """The versions that a page says were read."""
    found = {name: re.search(FIELD.format(name), page.text) for name in ("version", "seen_result")}
    return {name: one[1] for name, one in found.items() if one}


def session_gone() -> Outcome:
    outcome = Outcome(
        "the session is deleted while somebody writes; the next page, and one with a file, are sent; signed in again by password",
        "back on the same page of the same draft, with what was typed; what was saved before is there",
        load="one writer",
    )
    with portal_of_city() as portal:
        portal.start_web()
        person = portal.ask_inside("with_password")
        writer = Submitter(portal.address.host, portal.address.port, session=person["session"])
        writer.begin()
        writer.problem()
        portal.ask_inside("end_sessions", person["email"])
        typed = f"Pasang titik internet {uuid.uuid4().hex}"
        page, session = _come_back(
            portal, person, f"/aspirasi/draf/{writer.key}/usulan/", form(request=typed)
        )
        outcome.note(f"text: {page.status}, {'with' if typed in page.text else 'without'} what was typed")
        outcome.must(page.status == 200 and typed in page.text, "what was typed is gone")
        before = Visitor(portal, session).ask(f"/aspirasi/draf/{writer.key}/masalah/")
        outcome.must(writer.title in before.text, "what was saved before is gone")
        portal.ask_inside("end_sessions", person["email"])
        sent = form_with_files(files=Paper.new())
        page, _session = _come_back(portal, person, f"/aspirasi/draf/{writer.key}/lampiran/", sent)
        outcome.note(f"file: {page.status}, to be chosen again")
        outcome.must(page.status == 200, f"with a file: {page.status}")
        outcome.short += writer.strange
    return outcome


def _come_back(
    portal: KillablePortal, person: dict, path: str, sent: tuple[bytes, str]
) -> tuple[Answer, str]:
    """Sent with a session that is gone, signed in, followed the way back; the page there, and the new session."""
    stranger = Visitor(portal, person["session"])
    refused = stranger.ask(path, sent)
    stranger.session = refused.cookies.get("sesi", "")
    entered = stranger.ask(refused.location, form(login=person["email"], password=person["password"]))
    stranger.session = entered.cookies.get("sesi", "")
    return stranger.ask(entered.location or "/"), stranger.session
