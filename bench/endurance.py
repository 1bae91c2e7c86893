"""Memory of web and worker before and after many requests: what grows with every request would show here."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import cycle, islice

from bench import portal
from bench.client import Visitor

WARM, REQUESTS, VISITORS = 500, 10_000, 8


@dataclass(frozen=True)
class Memory:
    """Bytes after WARM requests and after REQUESTS more."""

    web_before: int
    web_after: int
    worker_before: int
    worker_after: int


def measure_memory(served: portal.Portal, paths: list[str]) -> Memory:
    """Eight visitors walk round the public pages; web and worker with all their processes, shared pages counted once."""
    web, worker = (service.process.pid for service in served.services)
    _walk(served.port, paths, WARM)
    before = portal.memory_of(web), portal.memory_of(worker)
    _walk(served.port, paths, REQUESTS)
    return Memory(before[0], portal.memory_of(web), before[1], portal.memory_of(worker))


def _walk(port: int, paths: list[str], requests: int) -> None:
    with ThreadPoolExecutor(VISITORS) as pool:
        list(pool.map(_visit, [(port, paths, start, requests // VISITORS) for start in range(VISITORS)]))


def _visit(walk: tuple[int, list[str], int, int]) -> None:
    port, paths, start, requests = walk
    visitor = Visitor(portal.HOST, port)
    for path in islice(cycle(paths), start, start + requests):
        visitor.get(path)
