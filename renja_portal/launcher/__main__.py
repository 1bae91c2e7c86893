"""`python -m renja_portal.launcher run | stop | pg start|stop|url | with-database [--durable] -- COMMAND …`"""

import argparse
import os
import sys

from renja_portal.launcher import LaunchError, runner, testing
from renja_portal.launcher.embedded import find_cluster, open_cluster
from renja_portal.launcher.folders import Folders, hold_lock


def parse(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m renja_portal.launcher")
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("run", help="mulai basis data, web, dan pekerja")
    commands.add_parser("stop", help="hentikan semuanya")
    database = commands.add_parser("pg", help="basis data tertanam saja")
    database.add_argument("action", choices=["start", "stop", "url"])
    around = commands.add_parser("with-database", help="jalankan perintah dengan basis data sementara")
    around.add_argument("--durable", action="store_true", help="tulis ke disk seperti server sungguhan")
    around.add_argument("line", nargs=argparse.REMAINDER)
    return parser.parse_args(arguments)


def control_database(action: str) -> None:
    """Start, stop or name the embedded server without web and worker (for manage.py by hand)."""
    folders = Folders().prepare()
    with hold_lock(folders.data / "run.lock") as ours:
        cluster = open_cluster(folders) if action == "start" else find_cluster(folders)
        if action == "stop":
            if not ours:
                raise LaunchError("Basis data sedang dipakai `make run`. Ketik: make stop")
            cluster.stop()
            return
        url = cluster.current_url()
        if url is None and action == "start":
            if not ours:
                raise LaunchError("`make run` sedang memulai basis data ini; ulangi sebentar lagi.")
            url = cluster.start()
    if url is None:
        raise LaunchError(
            "Basis data tidak berjalan. Ketik: .venv/bin/python -m renja_portal.launcher pg start"
        )
    print(url)


def dispatch(options: argparse.Namespace) -> int:
    if options.command == "run":
        runner.run()
    elif options.command == "stop":
        runner.stop()
    elif options.command == "pg":
        control_database(options.action)
    else:
        line = options.line[1:] if options.line[:1] == ["--"] else options.line
        return testing.run_with_database(line, lossy=not options.durable)
    return 0


def main() -> int:
    os.umask(0o022)
    try:
        return dispatch(parse(sys.argv[1:]))
    except LaunchError as error:
        if str(error):
            print(error, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main())
