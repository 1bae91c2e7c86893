"""What `make run` and `make test` start: packages, an embedded PostgreSQL, web and worker.

For trial and tests only; production names its own server (docs/deploy.md). Everything it makes
lives in `.venv` and `.data` of the project folder, with one exception told in `accounts.home_of`.

    install.py    python packages and system libraries (runs before .venv exists)
    folders.py    what lies where; private files
    accounts.py   which OS account runs the server
    postgres.py   the embedded server
    services.py   web and worker
    runner.py     run and stop
    testing.py    a throw-away database around one command
"""


class LaunchError(Exception):
    """Something the person at the keyboard can mend; its text is one line and says how."""
