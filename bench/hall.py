"""Five hundred viewers of the projector's page in a process of their own: `python -m bench.hall HOST PORT PATH`.

Each opens the page and asks for the picture as `static/js/screen.js` does: with the mark of the one it has, a while after the
last answer. One event loop carries them all; each question is a connection of its own, because the web server closes
idle ones sooner than the next question comes. They leave when nobody holds the other end of standard input any more; what they
saw is printed as JSON.
"""

import asyncio
import json
import random
import re
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path

SCRIPT = (Path(__file__).parent.parent / "static" / "js" / "screen.js").read_text()


def _of_script(name: str) -> float:
    return float(re.findall(rf"\b{name} = ([\d.]+)", SCRIPT)[0])


EVERY, SPREAD = (
    _of_script("EVERY") / 1000,
    _of_script("SPREAD"),
)  # seconds; the share of them that is left to chance
VIEWERS, PATIENCE = 500, 10.0
OPENING = 1.0  # seconds within which all open the page: the chair asked them to
MARK = re.compile(rb'data-mark="([^"]*)"')
ETAG = re.compile(rb"^ETag: (?:W/)?(\S+)\r?$", re.IGNORECASE | re.MULTILINE)
LAST = re.compile(rb'class="screen-last[^>]*>\s*<p class="code"[^>]*>([A-Z]+-\d+-\d+)')


@dataclass
class Seen:
    """What all of them got: how often, how quick (ms), and when (of the clock that all processes share) each result was there."""

    asked: int = 0
    unchanged: int = 0
    errors: int = 0
    times: list[float] = field(default_factory=list)
    results: dict[str, list[float]] = field(default_factory=dict)


@dataclass
class Hall:
    host: str
    port: int
    path: str
    is_over: asyncio.Event = field(default_factory=asyncio.Event)
    seen: Seen = field(default_factory=Seen)

    async def follow(self) -> None:
        """One viewer."""
        await asyncio.sleep(random.uniform(0, OPENING))
        mark, known = b"", b""
        while not self.is_over.is_set():
            status, head, body = await self._look(mark)
            if status == 200:
                mark = _mark_of(head, body)
                known = self._note(body, known)
            await asyncio.sleep(EVERY * random.uniform(1 - SPREAD, 1 + SPREAD))

    async def _look(self, mark: bytes) -> tuple[int, bytes, bytes]:
        """The page at first, its picture from then on; an answer that is neither 200 nor 304 is an error."""
        began = time.monotonic()
        try:
            async with asyncio.timeout(PATIENCE):
                status, head, body = await self._ask(mark)
        except (OSError, TimeoutError, ValueError):
            status, head, body = 0, b"", b""
        self.seen.errors += status not in (200, 304)
        if mark:
            self.seen.asked += 1
            self.seen.unchanged += status == 304
            self.seen.times.append((time.monotonic() - began) * 1000)
        return status, head, body

    async def _ask(self, mark: bytes) -> tuple[int, bytes, bytes]:
        reader, writer = await asyncio.open_connection(self.host, self.port)
        path = f"{self.path}isi/" if mark else self.path
        known = f"If-None-Match: {mark.decode()}\r\n" if mark else ""
        writer.write(
            f"GET {path} HTTP/1.1\r\nHost: {self.host}:{self.port}\r\n{known}Connection: close\r\n\r\n".encode()
        )
        answer = await reader.read(-1)
        writer.close()
        head, _, body = answer.partition(b"\r\n\r\n")
        return int(head[9:12]), head, body

    def _note(self, body: bytes, known: bytes) -> bytes:
        """The number of the result that this viewer sees now, noted when it is another one."""
        found = LAST.search(body)
        if found is None or found[1] == known:
            return known
        self.seen.results.setdefault(found[1].decode(), []).append(time.monotonic())
        return found[1]


def _mark_of(head: bytes, body: bytes) -> bytes:
    told = ETAG.search(head)
    return told[1] if told else b'"' + MARK.findall(body)[0] + b'"'


async def watch(hall: Hall) -> None:
    async with asyncio.TaskGroup() as viewers:
        for _viewer in range(VIEWERS):
            viewers.create_task(hall.follow())
        await asyncio.to_thread(sys.stdin.read)
        hall.is_over.set()


def main() -> None:
    host, port, path = sys.argv[1:]
    hall = Hall(host, int(port), path)
    asyncio.run(watch(hall))
    json.dump(vars(hall.seen) | {"cpu_seconds": time.process_time()}, sys.stdout)


if __name__ == "__main__":
    main()
