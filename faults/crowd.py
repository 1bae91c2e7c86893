"""The people that use the portal while something breaks: nobody gives up, and everything that was shown is noted."""

import hashlib
import io
import random
import re
import time
import uuid
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from threading import Event, Thread

import pikepdf

from faults.asking import Answer, Lost, Trace, form, form_with_files
from faults.portal import KillablePortal

PACE, PAUSE = 0.2, 0.3  # seconds between two deeds, and after one that failed
PATIENCE = 90  # seconds for one to be answered in the end
NUMBER = re.compile(r"/aspirasi/(ASP-\d+-\d+)/terkirim/")
DRAFT = re.compile(r"/aspirasi/draf/([0-9a-f-]{36})/")
WAITING = re.compile(r"/kerja/verifikasi/(ASP-\d+-\d+)/")
VERSION = re.compile(r'name="version" value="(\d+)"')
MARK = "Uji gangguan"  # how each of the crowd's proposals begins


class NotNow(Exception):
    """Nobody answered, or the portal said that it cannot at the moment."""


@dataclass(eq=False)
class Person(Thread):
    """Somebody who works until told to stop, does everything again that was not answered, and notes what was strange."""

    host: str
    port: int
    session: str = ""
    trace: Trace = field(default_factory=Trace)
    pace: float = PACE
    leave: Event = field(default_factory=Event)
    strange: list[str] = field(default_factory=list)
    failed: int = 0

    def __post_init__(self) -> None:
        super().__init__(daemon=True)

    def ask(self, path: str, sent: tuple[bytes, str] | None = None) -> Answer:
        """Raises NotNow."""
        try:
            answer = self.trace.ask(
                type(self).__name__, self.host, self.port, path, sent, session=self.session
            )
        except Lost as lost:
            raise NotNow from lost
        if answer.status >= 500:
            raise NotNow
        return answer

    def run(self) -> None:
        while not self.leave.is_set():
            self.until_answered()
            time.sleep(self.pace)

    def until_answered(self) -> None:
        """One deed, as often as it takes; a strange answer is noted and ends the day."""
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            try:
                return self.act()
            except NotNow:
                self.failed += 1
                time.sleep(PAUSE)
        self.note("no answer for very long")
        return None

    def note(self, strange: str) -> None:
        self.strange.append(strange)
        self.leave.set()

    def act(self) -> None:
        raise NotImplementedError


@dataclass(frozen=True)
class Shown:
    """A number that somebody was shown, what it stands for, and when they were."""

    number: str
    title: str
    sha256: str  # of its file; empty without
    at: float  # seconds since the epoch


@dataclass(eq=False)
class Submitter(Person):
    """Writes proposals page by page, every other one with a file, sends each, and some twice."""

    shown: list[Shown] = field(default_factory=list)
    count: int = 0
    key: str = ""
    page: int = 0
    title: str = ""
    file: "Paper | None" = None
    file_size: int = 0
    no_room: str = ""  # what is said where a file cannot be kept; such an answer is counted, and the proposal goes on without
    without_room: int = 0

    def act(self) -> None:
        """The next page; one that was not answered is sent again as it was."""
        pages = (self.begin, self.problem, self.request, self.place, self.attach, self.send, self.send_again)
        pages[self.page]()
        self.page = (self.page + 1) % len(pages)

    def begin(self) -> None:
        answer = self.ask("/aspirasi/baru/", form(organization="warga"))
        if not (found := DRAFT.search(answer.location)):
            return self.note(f"begin: {answer.status} {answer.location}")
        self.key, self.count = found[1], self.count + 1
        self.title = f"{MARK} {uuid.uuid4().hex}"
        self.file = Paper.new(self.file_size) if self.count % 2 else None
        return None

    def problem(self) -> None:
        self.save("masalah", title=self.title, problem="Sinyal lemah di dermaga sejak tahun lalu.")

    def request(self) -> None:
        self.save("usulan", request="Pemasangan titik internet publik.")

    def place(self) -> None:
        self.save("lokasi", is_citywide="on", contact_name="Siti", contact_email="siti@contoh.invalid")

    def save(self, step: str, **fields: str) -> None:
        answer = self.ask(f"/aspirasi/draf/{self.key}/{step}/", form(**fields))
        if answer.status != 302:
            self.note(f"{step}: {answer.status} {answer.location}")

    def attach(self) -> None:
        if self.file is None:
            return
        self.file.seek(0)
        answer = self.ask(f"/aspirasi/draf/{self.key}/lampiran/", form_with_files(files=self.file))
        if self.no_room and self.no_room in answer.text:
            self.file, self.without_room = None, self.without_room + 1
        elif answer.status != 302:
            self.note(f"file: {answer.status} {answer.location}")

    def send(self) -> None:
        number = self.number_told()
        if number and number in self.ask(f"/aspirasi/{number}/terkirim/").text:
            sha256 = self.file.sha256 if self.file else ""
            self.shown.append(Shown(number, self.title, sha256, time.time()))
        elif number:
            self.note(f"{number} is not on its own page")

    def send_again(self) -> None:
        """Back, and pressed once more."""
        if self.shown and self.count % 3 == 0 and (number := self.number_told()) != self.shown[-1].number:
            self.note(f"sent again: {number} instead of {self.shown[-1].number}")

    def number_told(self) -> str:
        answer = self.ask(f"/aspirasi/draf/{self.key}/kirim/", form())
        if found := NUMBER.search(answer.location):
            return found[1]
        self.note(f"send: {answer.status} {answer.location}")
        return ""


class Paper(io.BytesIO):
    """A small PDF, unlike any other."""

    content_type = "application/pdf"
    name = "surat.pdf"
    sha256 = ""

    @classmethod
    def new(cls, size: int = 0) -> "Paper":
        """`size`: bytes that are added to it."""
        with pikepdf.new() as pdf:
            pdf.add_blank_page()
            pdf.docinfo["/Title"] = uuid.uuid4().hex
            if size:
                pdf.Root.Ballast = pdf.make_stream(random.randbytes(size))
            paper = cls()
            pdf.save(paper)
        paper.sha256 = hashlib.sha256(paper.getvalue()).hexdigest()
        paper.name = f"surat-{paper.sha256[:8]}.pdf"
        paper.seek(0)
        return paper


@dataclass(eq=False)
class Reader(Person):
    """Walks round the public pages, and pages of their own where there is a session."""

    paths: Sequence[str] = ()

    def act(self) -> None:
        path = random.choice(self.paths)
        answer = self.ask(path)
        if answer.status != 200:
            self.note(f"{path}: {answer.status} {answer.location}")


@dataclass(eq=False)
class Secretary(Person):
    """Directs what came in to the offices that handle it. `directed`: numbers that were confirmed."""

    units: Sequence[str] = ()
    directed: list[str] = field(default_factory=list)
    todo: list[str] = field(default_factory=list)

    def act(self) -> None:
        if not self.todo:
            page = self.ask("/kerja/verifikasi/?daftar=disposisi").text
            self.todo = sorted(set(WAITING.findall(page)) - set(self.directed))[:5]
            return
        self.direct(self.todo.pop(0))  # once: who was not answered does not know whether it was done

    def direct(self, number: str) -> None:
        path = f"/kerja/verifikasi/{number}/"
        found = VERSION.search(self.ask(path).text)
        if not found:
            return
        deed = form(tindakan="disposisi", unit=random.choice(self.units), version=found[1])
        answer = self.ask(path, deed)
        if answer.status == 302:
            self.directed.append(number)
        elif answer.status != 409:  # it was done the first time, and the answer was lost
            self.note(f"direct {number}: {answer.status}")


@dataclass
class Crowd:
    """Everybody, and what they know."""

    portal: KillablePortal
    trace: Trace
    people: dict
    submitters: list[Submitter] = field(default_factory=list)
    others: list[Person] = field(default_factory=list)

    @property
    def everybody(self) -> list[Person]:
        return [*self.submitters, *self.others]

    @property
    def shown(self) -> list[Shown]:
        return [one for person in self.submitters for one in person.shown]

    @property
    def strange(self) -> list[str]:
        return [told for person in self.everybody for told in person.strange]

    @property
    def size(self) -> str:
        readers = sum(isinstance(one, Reader) for one in self.others)
        return f"{len(self.submitters)} submitters, {readers} readers, {len(self.others) - readers} staff"

    def go(self) -> None:
        for person in self.everybody:
            person.leave.set()
        for person in self.everybody:
            person.join(timeout=PATIENCE + 40)

    def problems(self) -> list[str]:
        """The ledger: what does not hold of all that was shown and done. Nobody may be at work any more."""
        directed = [number for one in self.others if isinstance(one, Secretary) for number in one.directed]
        shown = [(one.number, one.title, one.sha256) for one in self.shown]
        told = self.portal.ask_inside("ledger", shown, directed, MARK)
        alive = [f"{type(one).__name__} does not come back" for one in self.everybody if one.is_alive()]
        return [*told, *self.strange, *alive]


@contextmanager
def crowd_at(
    portal: KillablePortal, *, submitters: int = 3, readers: int = 3, staff: int = 1, pace: float = PACE, people: dict | None = None
) -> Iterator[Crowd]:  # fmt: skip
    """They are at work inside the block; `people` are their sessions where there is another city than the demo's."""
    people = people or portal.ask_inside("enter", submitters)
    trace = Trace()
    place = {"host": portal.address.host, "port": portal.address.port, "trace": trace, "pace": pace}
    crowd = Crowd(portal, trace, people)
    crowd.submitters = [Submitter(session=session, **place) for session in people["submitters"]]
    sessions = ["", "", people["submitters"][0]]
    for at in range(readers):
        paths = people["paths"] if not sessions[at % 3] else ["/aspirasi/saya/", *people["paths"]]
        crowd.others.append(Reader(session=sessions[at % 3], paths=paths, **place))
    crowd.others += [
        Secretary(session=people["sekretariat"], units=people["units"], **place) for _one in range(staff)
    ]
    for person in crowd.everybody:
        person.start()
    try:
        yield crowd
    finally:
        crowd.go()
