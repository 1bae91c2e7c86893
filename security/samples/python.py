# What security/rules/python.yml must see (ruleid) and must pass over (ok): `semgrep --test`. Nothing here is ever run.
# ruff: noqa
import hashlib
import os
import pickle
import random
import secrets
import subprocess
import tempfile
import uuid

# ruleid: call-to-the-outside
import requests

# ruleid: xml-of-strangers
import xml.etree.ElementTree as tree

# ruleid: xml-of-strangers
from lxml import etree

from django.views.decorators.csrf import csrf_exempt


# ruleid: without-csrf-token
@csrf_exempt
def open_to_all(request):
    return HttpResponse()


def safe(text):
    # ruleid: text-called-safe
    mark_safe(text)
    # ok: text-called-safe
    format_html("<b>{}</b>", text)


def sql(cursor, rows, name):
    # ruleid: sql-by-hand
    rows.raw("SELECT 1")
    # ruleid: sql-by-hand
    rows.extra(where=["1=1"])
    # ruleid: sql-by-hand
    cursor.execute(f"SELECT {name}")
    # ruleid: sql-by-hand
    cursor.execute("SELECT %s" % name)
    # ok: sql-by-hand
    cursor.execute("SELECT %s", [name])


def calls(session, url):
    # ruleid: call-without-time-limit
    requests.get(url)
    # ruleid: call-without-time-limit
    requests.get(url, timeout=3, verify=False)
    # ok: call-without-time-limit
    requests.get(url, timeout=3)


def programs(name):
    # ruleid: shell
    subprocess.run("ls " + name, shell=True)
    # ruleid: shell
    os.system("ls")
    # ok: shell
    subprocess.run(["ls", name])


def code(text):
    # ruleid: code-from-data
    eval(text)
    # ruleid: code-from-data
    pickle.loads(text)
    # ok: code-from-data
    json.loads(text)


# ruleid: every-field
class AllForm(ModelForm):
    class Meta:
        model = Thing
        fields = "__all__"


# ok: every-field
class NamedForm(ModelForm):
    class Meta:
        model = Thing
        fields = ["name"]


def hashes(text):
    # ruleid: weak-hash
    hashlib.md5(text)
    # ok: weak-hash
    hashlib.sha1(text, usedforsecurity=False)
    # ok: weak-hash
    hashlib.sha256(text)


def chance():
    # ruleid: chance-that-can-be-foretold
    random.choice("abc")
    # ruleid: chance-that-can-be-foretold
    uuid.uuid1()
    # ok: chance-that-can-be-foretold
    secrets.token_urlsafe(16)


def ways(request):
    # ruleid: way-out-by-request
    redirect(request.GET["next"])
    # ruleid: way-out-by-request
    redirect(request.META.get("HTTP_REFERER"))
    # ok: way-out-by-request
    redirect("proposals:list")
    # ruleid: host-of-the-browser
    request.build_absolute_uri("/")
    # ruleid: address-of-the-browser
    request.META["REMOTE_ADDR"]


# ruleid: guard-switched-off
DEBUG = True
# ruleid: guard-switched-off
ALLOWED_HOSTS = ["*"]
# ok: guard-switched-off
X_FRAME_OPTIONS = "DENY"


def files(archive):
    # ruleid: temporary-name
    tempfile.mktemp()
    # ok: temporary-name
    tempfile.NamedTemporaryFile()
    # ruleid: archive-unpacked
    archive.extractall("/tmp")
