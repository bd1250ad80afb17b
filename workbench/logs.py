"""Logging: one line per event, ids and codes only, never article text."""

from __future__ import annotations

from typing import Any

import structlog

_SHARED: list[Any] = [
    structlog.contextvars.merge_contextvars,
    structlog.stdlib.add_log_level,
    structlog.stdlib.add_logger_name,
    structlog.processors.TimeStamper(fmt="iso"),
    structlog.stdlib.ExtraAdder(),
]


def logging_config(*, level: str, as_json: bool) -> dict[str, Any]:
    """Django's LOGGING for plain lines (a terminal) or JSON lines (production); configures structlog to match."""
    renderer: Any = (
        structlog.processors.JSONRenderer(ensure_ascii=False)
        if as_json
        else structlog.dev.ConsoleRenderer(colors=False, pad_event_to=0, sort_keys=True)
    )
    structlog.configure(
        processors=[*_SHARED, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=True,
    )
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {
            "line": {
                "()": structlog.stdlib.ProcessorFormatter,
                "foreign_pre_chain": _SHARED,
                "processors": [
                    structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                    structlog.processors.format_exc_info,
                    renderer,
                ],
            }
        },
        "filters": {"one_line": {"()": "workbench.web.denials.OneLine"}},
        "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
        "root": {"handlers": ["stderr"], "level": level},
        "loggers": {
            "django.server": {"handlers": ["stderr"], "level": "INFO", "propagate": False},
            # A denied request is one line, and no line holds the query of a request.
            "django.request": {"filters": ["one_line"]},
            "django.security.csrf": {"filters": ["one_line"]},
            "celery": {"level": "WARNING" if level == "INFO" else level},
            "celery.beat": {"level": "WARNING"},
            # Otherwise it logs each step of making a PDF, and each property meant for screens.
            "weasyprint": {"level": "ERROR"},
            "fontTools": {"level": "ERROR"},
            # Otherwise it logs every sign-in in four lines; failures and lockouts are warnings.
            "axes": {"level": "WARNING"},
            # They log strangers' text and the addresses of receivers; attempts are kept as rows.
            "requests_hardened": {"level": "ERROR"},
            "urllib3": {"level": "ERROR"},
        },
    }
