"""`make faults` and `make soak`: what the portal does when something around it breaks, tried on the real thing.

A real gunicorn, worker and PostgreSQL on loopback, in the settings of a real installation, with the demo's data. While
people write proposals, read, and direct them to the offices, one part is broken; afterwards the ledger must hold: each number
that anybody was shown exists once with its files, letters and entries, and nothing has a number without being whole.

    portal.py       web, worker and database, each of which can be killed and started again
    city.py         the data that every fault begins with: made once, copied for each
    asking.py       one request, and the trace of all of them
    crowd.py        the people: submitters, readers, the secretariat
    inside.py       what runs beside the portal, on its database: people.py (sessions for the crowd), ledger.py, work.py (jobs and
                    letters)
    outcome.py      what came of a fault; report.py: docs/faults.md
    mail_server.py  a mail server on loopback that can be rude
    killing.py, stopping.py, databases.py, disks.py, mailing.py, papers.py, forms.py, releases.py, backups.py: the faults
    soak.py         hours of mixed load

`.venv/bin/python -m faults F06` runs one and renews its row. FAULT_SECONDS (60) is how long each load lasts, SOAK_MINUTES (120) how long
the soak does. FAULT_LOGS names a folder for the logs.
"""
