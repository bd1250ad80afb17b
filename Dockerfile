# With its digest (name:version@sha256:…) the base is these very bytes: see docs/operations.md.
ARG PYTHON_IMAGE=python:3.11.13-slim-bookworm
FROM ${PYTHON_IMAGE}

ENV PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 WORKBENCH_HOME=/var/lib/workbench BIND=0.0.0.0
RUN useradd --system --uid 10001 --create-home --home-dir /var/lib/workbench workbench \
    && chmod 700 /var/lib/workbench
WORKDIR /srv/workbench
# TRACES=1 adds the libraries for OTEL_EXPORTER_OTLP_ENDPOINT.
ARG TRACES=
COPY requirements.txt requirements-otel.txt constraints.txt ./
RUN pip install --no-cache-dir --disable-pip-version-check -r requirements.txt ${TRACES:+-r requirements-otel.txt}
COPY manage.py Procfile LICENSE ./
COPY workbench workbench
COPY articles articles
COPY moderation moderation
# Files of a checkout may be for their owner only.
RUN chmod -R a+rX .

USER workbench
VOLUME /var/lib/workbench
EXPOSE 8000
STOPSIGNAL SIGTERM
# Any answer counts as alive, whatever ALLOWED_HOSTS and HTTPS make of it.
HEALTHCHECK --interval=15s --timeout=5s --start-period=30s \
    CMD ["python", "-c", "import http.client as h; c = h.HTTPConnection('127.0.0.1', 8000, timeout=4); c.request('GET', '/livez'); c.getresponse()"]
# Everything in one container on embedded defaults; compose.yaml starts the services one by one.
CMD ["python", "manage.py", "up"]
