"""F14: the mail server is down, in every way that it can be."""

import time
from collections import Counter
from collections.abc import Callable
from email import message_from_bytes

from faults.asking import Trace, seconds_of
from faults.city import portal_of_city
from faults.crowd import crowd_at
from faults.lengths import seconds
from faults.mail_server import MailServer
from faults.outcome import Outcome
from faults.portal import KillablePortal

SLOWER = 0.05  # seconds by which 95 % of the sendings may take longer
NOISE = 1.5  # … or this many times as long, where the machine is busy with other things
DROPPED = 15  # letters at most that a server may take and then drop the line for: one a second, one line each
FIRST_WAIT = 75  # seconds: a letter that failed once is tried again after a minute


class Server:
    """One port, on which a mail server is or is not."""

    def __init__(self) -> None:
        self.now: MailServer | None = MailServer()
        self.port = self.now.port
        self.letters: list[bytes] = self.now.letters
        self.now.start()

    def stop(self) -> None:
        """The port is closed; again does no harm."""
        if self.now:
            self.now.stop()
        self.now = None

    def restart(self, change: Callable[[MailServer], None] = lambda server: None) -> None:
        """Another one in its place, with the letters of the one before."""
        self.now = MailServer(self.port)
        self.now.letters = self.letters
        change(self.now)
        self.now.start()


def is_silent(server: MailServer) -> None:
    server.is_silent = True


def says_later(server: MailServer) -> None:
    server.answers["RCPT"] = "451 try again later"


def refuses_data(server: MailServer) -> None:
    server.answers["DATA"] = "554 not today"


def drops(server: MailServer) -> None:
    server.drop_after_data = True


def greets_late(server: MailServer) -> None:
    server.banner_seconds = 10


def refuses_address(server: MailServer) -> None:
    server.answers["RCPT"] = "550 no such user"


TROUBLES: dict[str, Callable[[MailServer], None] | None] = {
    "closed port": None,
    "black hole": is_silent,
    "451": says_later,
    "554": refuses_data,
    "drops after data": drops,
    "banner after 10 s": greets_late,
}


def mail_server_down() -> Outcome:
    outcome = Outcome(
        f"the mail server: {', '.join(TROUBLES)}; then repaired; then 550 for an address",
        "sending takes as long as before (p95 ≤ +50 ms, on a busy machine ≤ 1.5 times); waits grow; every letter arrives after the repair, "
        "under one Message-ID; 550 for an address ends as undelivered",
    )
    server = Server()
    with portal_of_city({"EMAIL_URL": f"smtp://127.0.0.1:{server.port}"}) as portal:
        portal.start_web()
        portal.start_worker()
        with crowd_at(portal, submitters=2, readers=1, staff=0, pace=0.2) as crowd:
            time.sleep(seconds() / 3)
            began = time.monotonic()
            _be_rude(server, outcome, portal)
            repaired = time.monotonic()
        outcome.load = crowd.size
        _compare_times(outcome, crowd.trace, began, repaired)
        server.restart()
        _judge_repair(outcome, portal, server)
        _judge_dead_letter(outcome, portal, server)
        outcome.short += crowd.problems()
    return outcome


def _be_rude(server: Server, outcome: Outcome, portal: KillablePortal) -> None:
    for change in TROUBLES.values():
        server.stop()
        if change:
            server.restart(change)
        time.sleep(seconds() / len(TROUBLES))
    server.stop()
    told = portal.ask_inside("letters")
    outcome.note(f"meanwhile {told['states']}, attempts {told['attempts']}")
    outcome.must(told["states"].get("pending"), "the fault was not felt")
    outcome.must(not told["states"].get("failed"), f"given up: {told['dead']}")


def _compare_times(outcome: Outcome, trace: Trace, began: float, repaired: float) -> None:
    def p95(start: float, end: float) -> float:
        return seconds_of([one for one in trace.since(start, end) if one.path.endswith("/kirim/")], 0.95)

    before, during = p95(0, began), p95(began, repaired)
    outcome.note(f"p95 of sending {before * 1000:.0f} ms before, {during * 1000:.0f} ms meanwhile")
    outcome.must(during <= max(before + SLOWER, before * NOISE), "sending became slower")
    outcome.must(not trace.failed(), f"{len(trace.failed())} requests failed")


def _judge_repair(outcome: Outcome, portal: KillablePortal, server: Server) -> None:
    began = time.monotonic()
    all_left = portal.ask_inside("wait_for_letters", FIRST_WAIT)
    by_themselves = time.monotonic() - began
    if not all_left:  # those that failed twice wait five minutes
        waiting = portal.ask_inside("letters")
        outcome.note(
            f"{waiting['states'].get('pending')} wait up to {waiting['longest_wait']:.1f} min more; brought forward"
        )
        outcome.must(waiting["longest_wait"] <= 5, "a wait is longer than it should be")
        all_left = portal.ask_inside("wait_for_letters", 30, True)
    told = portal.ask_inside("letters")
    arrived = Counter(message_from_bytes(letter)["Message-ID"] for letter in server.letters)
    missing = [one for one in told["ids"] if not arrived[one]]
    doubled = sum(arrived[one] - 1 for one in told["ids"] if arrived[one])
    outcome.note(
        f"{len(told['ids'])} letters left within {by_themselves:.0f} s of the repair; {doubled} came twice under one Message-ID"
    )
    outcome.must(all_left, f"letters still wait: {told['states']}")
    outcome.must(not missing, f"{len(missing)} letters never arrived")
    outcome.must(doubled <= DROPPED, f"{doubled} letters came twice")


def _judge_dead_letter(outcome: Outcome, portal: KillablePortal, server: Server) -> None:
    server.stop()
    server.restart(refuses_address)
    portal.ask_inside("write_letter")
    told = portal.ask_inside("letter_state", 30)
    server.stop()
    outcome.note(f"a letter to nobody: {told[0]} after {told[1]} attempt")
    outcome.must(told == ["failed", 1], f"a letter to nobody is {told}")
