"""`make bench`: how quick the portal is with its demo, on a durable database that is thrown away.

    measure.py       what is measured, in which order
    portal.py        the portal under measure: prepared, served, watched for memory
    client.py        visitors that ask for pages
    submissions.py   citizens who press "Kirim" at the same moment
    viewers.py       a session in a full hall; hall.py is the process of its viewers
    results.py       results.md; machine.py says on what

`python -m bench viewers` measures the full hall alone and writes nothing:
`.venv/bin/python -m renja_portal.launcher with-database --durable -- .venv/bin/python -m bench viewers`.

Everything runs on one machine, load and portal alike: compare the ratios, not the milliseconds, between machines.
"""
