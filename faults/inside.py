"""What runs beside the portal, on its database.

`python -m faults.inside` answers one line of JSON (name of a function of people.py, ledger.py or work.py, what it is given) with another.
"""

import json
import sys

import django

if __name__ == "__main__":
    django.setup()

from django.db import close_old_connections

from faults import ledger, people, work

CALLED = {name: told for module in (people, ledger, work) for name, told in vars(module).items()}


def main() -> None:
    for line in sys.stdin:
        name, *given = json.loads(line)
        close_old_connections()
        try:
            told = {"answer": CALLED[name](*given)}
        except Exception as error:
            told = {"error": f"{type(error).__name__}: {error}"}
        print(json.dumps(told, default=str), flush=True)


if __name__ == "__main__":
    main()
