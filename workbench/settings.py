"""All settings, driven by the environment; `.env.example` lists the names.

Embedded defaults: SQLite and a Valkey server of our own, both under WORKBENCH_HOME. With DATABASE_URL and REDIS_URL
set, PostgreSQL and any Redis or Valkey, and nothing else changes.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from celery.schedules import crontab, schedule
from csp.constants import NONCE, NONE, SELF

from workbench.env import BASE_DIR, env, home, second_factor_key, secret_key, signing_key, socket_path
from workbench.logs import logging_config

HOME = home()
SECRET_KEY = secret_key(HOME)
# Earlier keys, which still open the secrets that were sealed under them.
SECRET_KEY_FALLBACKS = env.list("SECRET_KEY_FALLBACKS", default=[])
# The Ed25519 key that signs evidence, backups and heads of the audit chain; see moderation.audit.signatures.
SIGNING_KEY = signing_key(HOME)
# Public keys in base64 whose signatures are also believed: earlier keys of this installation.
TRUSTED_SIGNING_KEYS = env.list("TRUSTED_SIGNING_KEYS", default=[])
# What encrypts the seeds of second factors, and earlier keys that still open them; see moderation.accounts.seeds.
SECOND_FACTOR_KEY = second_factor_key(HOME)
SECOND_FACTOR_KEY_FALLBACKS = env.list("SECOND_FACTOR_KEY_FALLBACKS", default=[])
# Where the signed head of the audit chain goes every hour that it moved: a file to append to, and mail addresses.
# Endpoints get it by subscribing to audit.head.
AUDIT_HEAD_FILE = env.str("AUDIT_HEAD_FILE", default="")
AUDIT_HEAD_MAIL = env.list("AUDIT_HEAD_MAIL", default=[])
# An authority that stamps them with the time (RFC 3161), and a file with its root certificates, to check stamps with.
TIMESTAMP_URL = env.str("TIMESTAMP_URL", default="")
TIMESTAMP_ROOTS = env.str("TIMESTAMP_ROOTS", default="")
DEBUG = env.bool("DEBUG", default=False)
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["localhost", "127.0.0.1", "[::1]"])
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])
# True behind a proxy that ends TLS; the embedded default speaks plain HTTP on loopback.
HTTPS = env.bool("HTTPS", default=False)
# Networks of the proxies in front: only from them is X-Forwarded-For believed; see articles.access.client_address.
TRUSTED_PROXIES = env.list("TRUSTED_PROXIES", default=[])

INSTALLED_APPS = [
    "workbench.apps.WorkbenchAdminConfig",
    # Before django.contrib.auth: its commands, recorded.
    "workbench.accounts",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "rest_framework",
    "rest_framework_api_key",
    "django_filters",
    "drf_spectacular",
    "csp",
    "axes",
    "django_otp",
    "django_otp.plugins.otp_totp",
    "workbench.apps.WorkbenchConfig",
    "articles",
    "moderation",
]
MIDDLEWARE = [
    "workbench.health.latency.LatencyMiddleware",
    # Before the checks of host and scheme.
    "workbench.health.middleware.TokenMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "workbench.web.middleware.RequestIdMiddleware",
    "workbench.api.middleware.CompressMiddleware",
    "workbench.api.middleware.ConditionalMiddleware",
    "workbench.web.visible_text.VisibleTextMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django_otp.middleware.OTPMiddleware",
    "moderation.console.second_factor_gate.SecondFactorGate",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "csp.middleware.CSPMiddleware",
    "workbench.sign_in.middleware.SignInMiddleware",
    # Must be last: it answers locked-out sign-ins.
    "axes.middleware.AxesMiddleware",
]
ROOT_URLCONF = "workbench.urls"
WSGI_APPLICATION = "workbench.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "workbench" / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    }
]

# --- Database: the row is the work ---------------------------------------------------------------------------------
SQLITE_URL = f"sqlite:///{HOME / 'db.sqlite3'}"
DATABASES: dict[str, dict[str, Any]] = {"default": env.db_url("DATABASE_URL", default=SQLITE_URL)}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["OPTIONS"] = {
        # IMMEDIATE takes the write lock at the start of a transaction. With DEFERRED, concurrent writers get "database
        # is locked" at once, whatever the timeout.
        "transaction_mode": "IMMEDIATE",
        "timeout": 30,
        # FULL: a row is on the disk before the API answers 201. Fingerprints touch pages all over their table: with a
        # longer log (8000 pages, 32 MB) a page is written back once for many articles.
        "init_command": (
            "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; PRAGMA wal_autocheckpoint=8000;"
        ),
    }
else:
    DATABASES["default"]["CONN_MAX_AGE"] = env.int("CONN_MAX_AGE", default=60)
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
    # A vanished server must not block requests for the minutes of TCP's own time-out.
    # (DATABASE_URL may end with ?connect_timeout=…)
    DATABASES["default"].setdefault("OPTIONS", {}).setdefault("connect_timeout", 5)
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# --- Broker and workers: Redis is a doorbell -----------------------------------------------------------------------
EMBEDDED_SOCKET = socket_path(HOME)
REDIS_URL = env.str("REDIS_URL", default=f"redis+socket://{EMBEDDED_SOCKET}")
CELERY_BROKER_URL = REDIS_URL
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 4
CELERY_TASK_SERIALIZER = "json"
CELERY_ACCEPT_CONTENT = ["json"]
CELERY_TIMEZONE = "Asia/Shanghai"
CELERY_TASK_SOFT_TIME_LIMIT = env.int("TASK_SOFT_SECONDS", default=30)
CELERY_TASK_TIME_LIMIT = env.int("TASK_HARD_SECONDS", default=45)
CELERY_WORKER_CONCURRENCY = env.int("WORKER_CONCURRENCY", default=2)
CELERY_WORKER_MAX_TASKS_PER_CHILD = 5000
CELERY_WORKER_SEND_TASK_EVENTS = False
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
# None: the worker retries for ever, however long the broker is away or refuses writes on a full disk.
CELERY_BROKER_CONNECTION_MAX_RETRIES = None
CELERY_BROKER_CHANNEL_ERROR_RETRY = True
# A failed doorbell must not block its caller: the sweeper rings again.
CELERY_TASK_PUBLISH_RETRY = False
CELERY_BROKER_TRANSPORT_OPTIONS = {
    # Seconds until the messages of a killed worker go to another one (a task runs at most 45 s); the sweeper, which
    # reads the rows, is usually faster. No task is sent with a delay, so none is delivered twice because of this.
    "visibility_timeout": 300,
    "unacked_restore_interval": 5,
    "unacked_restore_throttle": 5,
    "socket_timeout": 10,
    "socket_connect_timeout": 2,
    # Publishing fails at once when the broker is away, instead of trying to connect for 6 s, in a request, for each
    # page. (A worker that loses its broker goes on trying: that has limits of its own.)
    "max_retries": 0,
}
CELERY_BEAT_SCHEDULE_FILENAME = str(HOME / "schedule")
SWEEP_SECONDS = env.float("SWEEP_SECONDS", default=10.0)
CELERY_BEAT_SCHEDULER = "workbench.messaging.beat:Scheduler"
# No "expires": a worker whose clock is ahead would find it passed each time; see workbench.messaging.broker.
CELERY_BEAT_SCHEDULE = {
    "sweep": {"task": "workbench.sweep", "schedule": schedule(SWEEP_SECONDS)},
    "watch": {"task": "workbench.watch", "schedule": crontab(minute=7)},
    # Mondays at 8 in Beijing; the hourly jobs publish missed weeks.
    "report": {
        "task": "moderation.publish_reports",
        "schedule": crontab(hour=8, minute=0, day_of_week="mon"),
    },
    "night": {"task": "workbench.night", "schedule": crontab(hour=3, minute=30)},
}
# Every reconciler, run in turn by `manage.py sweep` and by the schedule; each returns how many rows it touched.
SWEEPS = [
    "articles.database.clocks.repair_clock_skew",
    "moderation.database.clocks.repair_clock_skew",
    "articles.assessment.sweeps.dead_letter",
    "articles.assessment.sweeps.ring_due_assessments",
    "articles.provenance.stored.known_claims.vectors.embed_claims",
    "articles.intake.imports.sweeps.dead_letter_imports",
    "articles.intake.imports.sweeps.ring_due_imports",
    "articles.assessment.revisits.wake_revisits",
    "articles.assessment.evidence_marks.recount_marked",
    "moderation.queue.sweeps.release_expired_claims",
    "moderation.queue.sweeps.reorder_after_change",
    "moderation.decisions.executing.carry_out_due",
    "moderation.decisions.bulk.ring_running",
    "moderation.routing.trials.backtests.ring_stalled",
    "moderation.webhooks.sweeps.ring_due_deliveries",
    "moderation.webhooks.sweeps.give_up_expired",
    "moderation.outside_scorers.sweeps.give_up_calls",
    "moderation.outside_scorers.sweeps.ring_due_calls",
    "moderation.webhooks.notices.tell_owners",
    "moderation.reports.sweeps.count_days",
    "moderation.reports.sweeps.ring_mails",
]
# Jobs that read many rows and may run once an hour.
HOURLY_JOBS = [
    "articles.watching.templates.watch_templates",
    "articles.watching.groups.watch_groups",
    "moderation.routing.live.counting.count_days",
    "moderation.routing.live.alarms.watch_rules",
    "workbench.api.idempotency.forget_old_answers",
    "articles.intake.imports.sweeps.forget_imports",
    "moderation.reports.sweeps.ring_missed",
    "moderation.webhooks.audit_heads.send_head",
]
# Jobs that read every row: once a night, for up to an hour.
NIGHTLY_JOBS = [
    "articles.scoring.stored.recount.recount_all",
    "moderation.reports.sweeps.revise_recent",
    "workbench.partitions.months.make_ahead",
    "articles.access.sign_ins.forget_old",
    "articles.access.key_uses.forget_old",
    "articles.provenance.stored.reuse.public_text.forget_old",
    "articles.provenance.stored.rewording.terms.forget_old",
    "articles.provenance.stored.story.retention.forget_old",
]

# --- Health ---------------------------------------------------------------------------------------------------------
# Parts that a web server needs: /readyz answers 503 when one of these is missing (of database, broker, weights, worker,
# work, sweep), and only reports the others.
READY_REQUIRES = env.list("READY_REQUIRES", default=["database", "weights"])
# Seconds: since the last heartbeat of any worker, and since the oldest due assessment fell due.
READY_WORKER_SECONDS = env.float("READY_WORKER_SECONDS", default=30.0)
READY_DUE_SECONDS = env.float("READY_DUE_SECONDS", default=300.0)
# Seconds since the end of a reconciler's last pass: some periods, and the longest pass.
READY_SWEEP_SECONDS = env.float("READY_SWEEP_SECONDS", default=120.0)
# Who is told the states of /readyz and /metrics: these networks when no proxy stands between, or by `Bearer` token.
METRICS_NETWORKS = env.list("METRICS_NETWORKS", default=["127.0.0.0/8", "::1"])
METRICS_TOKEN = env.str("METRICS_TOKEN", default="")
# Seconds for which a process gives the same answer to /metrics.
METRICS_KEEP_SECONDS = env.float("METRICS_KEEP_SECONDS", default=5.0)

# Where traces go (OTLP over HTTP); empty: nothing is traced. See workbench.tracing.
OTEL_EXPORTER_OTLP_ENDPOINT = env.str("OTEL_EXPORTER_OTLP_ENDPOINT", default="")

# The function that gives the console's status page a moderation.console.status.installation.Installation.
INSTALLATION_STATE = "workbench.health.installation.installation"

# --- The pipeline ---------------------------------------------------------------------------------------------------
# How long one worker may hold a row before another takes it over, and how often a row is tried before a human looks.
# The lease outlives the hard time limit, so that a running task keeps its row.
LEASE_SECONDS = env.int("LEASE_SECONDS", default=60)
MAX_ATTEMPTS = env.int("MAX_ATTEMPTS", default=5)
# Weights and priors of source reliability, as `manage.py validate_reliability --write-priors` writes them; empty: the
# shipped ones.
RELIABILITY_SCHEME = env.str("RELIABILITY_SCHEME", default="")
# The share (0–1) of all articles that is reviewed whatever their scores, as a random sample of all.
RANDOM_AUDIT_SHARE = env.float("RANDOM_AUDIT_SHARE", default=0.02)
# From this many due assessments on, batches are refused for now; single submissions are still accepted.
BATCH_BACKLOG = env.int("BATCH_BACKLOG", default=20_000)
# An import stores further lines only while fewer assessments are due, so that single submissions never wait long.
IMPORT_BACKLOG = env.int("IMPORT_BACKLOG", default=1_000)
# How long an import and its results are kept after its end.
IMPORT_KEEP_DAYS = env.int("IMPORT_KEEP_DAYS", default=30)
# Days for which a new article is compared with earlier ones that it may retell; protected originals are never too old.
RETELLING_DAYS = env.int("RETELLING_DAYS", default=7)
# Correspondence (0–1) from which two articles are shown; `manage.py fit_retellings` fits it on moderators' answers.
RETELLING_SHOWN = env.float("RETELLING_SHOWN", default=0.52)
# Days by which the articles of one story (one event) may lie apart, and for which a story is kept after its last one.
STORY_DAYS = env.int("STORY_DAYS", default=7)
STORY_KEEP_DAYS = env.int("STORY_KEEP_DAYS", default=400)
# Likeness (0–1) of a sentence to a known claim from which it is close, and from which it is shown: by words, and by
# meaning where an embedding service runs. The defaults by meaning were measured with multilingual-e5-small.
CLAIM_MATCH = env.float("CLAIM_MATCH", default=0.60)
CLAIM_SUGGEST = env.float("CLAIM_SUGGEST", default=0.32)
CLAIM_MEANING_MATCH = env.float("CLAIM_MEANING_MATCH", default=0.96)
CLAIM_MEANING_SUGGEST = env.float("CLAIM_MEANING_SUGGEST", default=0.94)
# An OpenAI-style /v1/embeddings address that takes a second look at pairs below RETELLING_SHOWN; empty: none does.
EMBEDDINGS_URL = env.str("EMBEDDINGS_URL", default="")
EMBEDDINGS_MODEL = env.str("EMBEDDINGS_MODEL", default="text-embedding")
EMBEDDINGS_KEY = env.str("EMBEDDINGS_KEY", default="")
EMBEDDINGS_SECONDS = env.float("EMBEDDINGS_SECONDS", default=5.0)
# The function that gives sentences their vectors; `articles` reaches it by this name alone.
SENTENCE_EMBEDDER = "moderation.embedding.client.embed"
# How long a moderator's claim lasts without a heartbeat.
CLAIM_SECONDS = env.int("CLAIM_SECONDS", default=600)
# How long a moderator may take their own decision back.
UNDO_SECONDS = env.int("UNDO_SECONDS", default=120)
# The share (0–1) of decisions that a different moderator reviews without seeing the act.
SECOND_LOOK_SHARE = env.float("SECOND_LOOK_SHARE", default=0.03)
# Minutes without a pause after which the console suggests a break.
BREAK_MINUTES = env.int("BREAK_MINUTES", default=50)
# Which rows the stock admin hides: a function of user and path to the article, since `articles` has no queues.
HIDDEN_ARTICLES = "moderation.queue.access.hidden_articles"
# Loosening a rule needs a second lead: always when on, else once a rule for an act asks for a second person.
TWO_PERSONS = env.bool("TWO_PERSONS", default=False)
# The most items of one bulk act: of a lead, and of a moderator over articles of one story.
COPIES_CAP = env.int("COPIES_CAP", default=20)
BULK_CAP = env.int("BULK_CAP", default=200)
# Copies (95 %) of a text that a person decided with a measure follow it by themselves, told as an automated decision.
COPIES_FOLLOW = env.bool("COPIES_FOLLOW", default=False)
# The newest articles that a backtest of a routing rule runs over.
BACKTEST_ARTICLES = env.int("BACKTEST_ARTICLES", default=100_000)
# A rule that matches more than this share of at least this many articles does not go live; a live one is stopped.
RULE_MOST_SHARE = env.float("RULE_MOST_SHARE", default=0.8)
RULE_LEAST_ARTICLES = env.int("RULE_LEAST_ARTICLES", default=20)
# How long after a decision the author may appeal.
APPEAL_DAYS = env.int("APPEAL_DAYS", default=180)
# Functions by which other apps extend an article's JSON: (articles) → {article id: {name: value}}.
ARTICLE_EXTENSIONS = ["moderation.api.article_state.queue_and_decision"]
# The permission of whoever may act on the queue: API keys are bound to such people only.
ACTING_PERMISSION = "moderation.decide_queueitem"

# --- Webhooks -------------------------------------------------------------------------------------------------------
# Allowed receivers outside the public internet: networks (10.1.0.0/16) and hosts.
WEBHOOK_PRIVATE_RECEIVERS = env.list("WEBHOOK_PRIVATE_RECEIVERS", default=[])
# Ports of receivers beside 443 and 80.
WEBHOOK_PORTS = env.list("WEBHOOK_PORTS", cast=int, default=[])
# Concurrent messages: in all, and to one endpoint.
WEBHOOK_THREADS = env.int("WEBHOOK_THREADS", default=16)
WEBHOOK_PER_ENDPOINT = env.int("WEBHOOK_PER_ENDPOINT", default=4)
# Worker processes that may deliver at once, so that slow receivers do not block other tasks.
WEBHOOK_SLOTS = env.int("WEBHOOK_SLOTS", default=1)
# Seconds: to connect, between two bytes, for the whole; how long a worker holds a message; one round of delivering.
WEBHOOK_CONNECT_SECONDS = env.float("WEBHOOK_CONNECT_SECONDS", default=5.0)
WEBHOOK_READ_SECONDS = env.float("WEBHOOK_READ_SECONDS", default=10.0)
WEBHOOK_TOTAL_SECONDS = env.float("WEBHOOK_TOTAL_SECONDS", default=15.0)
WEBHOOK_LEASE_SECONDS = env.int("WEBHOOK_LEASE_SECONDS", default=60)
WEBHOOK_ROUND_SECONDS = env.float("WEBHOOK_ROUND_SECONDS", default=60.0)
# Bytes of an answer that are kept.
WEBHOOK_ANSWER_BYTES = env.int("WEBHOOK_ANSWER_BYTES", default=4096)
# Failures in a row after which an endpoint counts as broken and its owner gets a mail.
WEBHOOK_BREAKER_FAILURES = env.int("WEBHOOK_BREAKER_FAILURES", default=10)
# How long the previous secret stays valid after a rotation.
WEBHOOK_OVERLAP_HOURS = env.int("WEBHOOK_OVERLAP_HOURS", default=24)
# Seconds after which a delivered message counts as late.
WEBHOOK_LATE_SECONDS = env.int("WEBHOOK_LATE_SECONDS", default=300)
# The public base URL of this installation, for links in mails.
SITE_URL = env.str("SITE_URL", default="http://127.0.0.1:8000")

# --- REST -----------------------------------------------------------------------------------------------------------
REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": [
        "workbench.api.authentication.ApiKeyAuthentication",
        "workbench.api.authentication.PersonTokenAuthentication",
    ],
    "DEFAULT_PERMISSION_CLASSES": ["articles.api.conventions.permissions.HasScope"],
    "DEFAULT_PARSER_CLASSES": ["workbench.api.parsers.StrictJSONParser"],
    "DEFAULT_CONTENT_NEGOTIATION_CLASS": "workbench.api.negotiation.Negotiation",
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_THROTTLE_CLASSES": ["workbench.api.throttling.KeyThrottle"],
    "DEFAULT_PAGINATION_CLASS": "workbench.api.pagination.CreatedCursorPagination",
    "DEFAULT_FILTER_BACKENDS": ["django_filters.rest_framework.DjangoFilterBackend"],
    "DEFAULT_SCHEMA_CLASS": "workbench.api.reference.auto_schema.AnsweringSchema",
    "EXCEPTION_HANDLER": "workbench.api.problems.exception_handler",
    "TEST_REQUEST_DEFAULT_FORMAT": "json",
    "UNICODE_JSON": True,
}
SPECTACULAR_SETTINGS = {
    "TITLE": "Provenance workbench",
    "VERSION": "1",
    "DESCRIPTION": (
        "Platforms submit articles, and get back where their text comes from, scores, a place in the moderators' queue "
        "and the decisions. Send `Authorization: Api-Key KEY`, and an `Idempotency-Key` with every POST that may be "
        "repeated. Times are ISO 8601 with offset, shares and probabilities 0–1, offsets count characters (Unicode "
        "code points) from 0, and null is what is not known. Errors are problem documents (RFC 9457), explained at "
        "`/problems/`. Members and codes may be added, never renamed or removed: ignore what you do not know."
    ),
    "LICENSE": {"name": "Apache License 2.0", "identifier": "Apache-2.0"},
    "CONTACT": {"name": "Whoever runs this installation"},
    "TAGS": [
        {"name": "articles", "description": "Articles in, and all that is known about them out."},
        {"name": "imports", "description": "Files of many submissions, stored by workers."},
        {"name": "scores", "description": "Scores of headlines alone, without storing anything."},
        {"name": "sources", "description": "Accounts and outlets: reliability, replies, links of one owner."},
        {"name": "stories", "description": "The articles that tell one event."},
        {"name": "claims", "description": "Claims that somebody has checked."},
        {"name": "queue", "description": "The moderators' queue: claim, decide, skip, hold, hand over."},
        {"name": "decisions", "description": "Decisions, their appeals, second persons and reversals."},
        {"name": "console", "description": "What an outside console chooses from, and whom it acts for."},
        {"name": "scorers", "description": "Scorers outside the product, which a lead registers."},
        {"name": "events", "description": "Every event in order, to sync without webhooks."},
        {"name": "webhooks", "description": "Endpoints, the log of deliveries, and the messages themselves."},
        {"name": "reports", "description": "Weekly reports."},
    ],
    # Relative: the installation that serves the document.
    "SERVERS": [{"url": "/", "description": "This installation"}],
    "OAS_VERSION": "3.1.0",
    "POSTPROCESSING_HOOKS": [
        "drf_spectacular.hooks.postprocess_schema_enums",
        "workbench.api.reference.schema_hooks.complete",
    ],
    # Requests get schemas of their own, without read-only fields.
    "COMPONENT_SPLIT_REQUEST": True,
    "SERVE_INCLUDE_SCHEMA": False,
    "SERVE_PERMISSIONS": ["rest_framework.permissions.AllowAny"],
    "SERVE_AUTHENTICATION": [],
    # Constants of workbench.api.reference.enums, which list the values.
    "ENUM_NAME_OVERRIDES": {
        name: f"workbench.api.reference.enums.{name}"
        for name in (  # noqa: SIM905 - a literal would take a line for each
            "ActEnum DecidableActEnum LabelEnum ChannelEnum ExecutionStateEnum AppealStateEnum "
            "AppealOutcomeEnum QueueItemStateEnum ReasonSeverityEnum ReportCategoryEnum FindingSeverityEnum "
            "BandEnum ScoreNameEnum DisclaimerCodeEnum SourceKindEnum SourceLinkKindEnum ClaimVerdictEnum "
            "CorrectedFactEnum SubmissionStatusEnum ReuseDirectionEnum PictureOrderEnum CorrectedEvidenceEnum "
            "ImportStateEnum WebhookEndpointStateEnum WebhookEndpointSwitchEnum WebhookDeliveryStateEnum "
            "RefusalEnum ReplayableStateEnum EventTypeEnum EventSubscriptionEnum"
        ).split()
    },
}
# The limit of one submission; DRF would read it all into memory before any check of our own.
DATA_UPLOAD_MAX_MEMORY_SIZE = 24 * 1024 * 1024
API_BODY_LIMIT = 24 * 1024 * 1024
# The limit of a file of submissions, one per line; kept compressed in memory while it arrives.
IMPORT_BODY_LIMIT = env.int("IMPORT_BODY_LIMIT", default=128 * 1024 * 1024)
# A person's token for an outside console: seconds until it must be renewed (an hour at most), and until the person
# signs in again (12 hours at most).
TOKEN_SECONDS = env.int("TOKEN_SECONDS", default=1800)
TOKEN_SIGN_IN_SECONDS = env.int("TOKEN_SIGN_IN_SECONDS", default=12 * 3600)
# Requests per minute and key, unless the key has its own rate; 0: unlimited.
API_RATE = env.int("API_RATE", default=6_000)
# Requests per minute and address, without a key, for the large pages of the API (schema, docs, problems); 0: unlimited.
ANONYMOUS_RATE = env.int("ANONYMOUS_RATE", default=60)
# Hours that answers under an Idempotency-Key are kept (at least 24), and how long a repeat waits for a first request
# that is still running.
IDEMPOTENCY_HOURS = max(24, env.int("IDEMPOTENCY_HOURS", default=24))
IDEMPOTENCY_WAIT_SECONDS = env.float("IDEMPOTENCY_WAIT_SECONDS", default=2.0)

# --- Language and time ----------------------------------------------------------------------------------------------
LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", "简体中文"), ("en", "English")]
LOCALE_PATHS = [BASE_DIR / "workbench" / "locale"]
TIME_ZONE = env.str("TIME_ZONE", default="Asia/Shanghai")
USE_I18N = True
USE_TZ = True

# --- Static files and pages -----------------------------------------------------------------------------------------
STATIC_URL = "static/"
STATIC_ROOT = HOME / "static"
# The web server sends static files itself; nobody else needs to read them.
FILE_UPLOAD_PERMISSIONS, FILE_UPLOAD_DIRECTORY_PERMISSIONS = 0o600, 0o700
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "workbench.web.static_storage.ModuleStaticFilesStorage"},
}
LOGIN_URL = "admin:login"
LOGIN_REDIRECT_URL = "/admin/triage/home/"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF],
        "style-src": [SELF, NONCE],
        "img-src": [SELF, "data:"],
        "frame-ancestors": [NONE],
        "form-action": [SELF],
        "base-uri": [NONE],
        "object-src": [NONE],
    }
}
AUTHENTICATION_BACKENDS = ["workbench.sign_in.backend.SignInBackend", "workbench.openid.backend.ProviderBackend"]
# Failures for one name from one address after which sign-in is locked there; the lock ends by itself.
AXES_FAILURE_LIMIT = env.int("LOGIN_FAILURES", default=8)
AXES_COOLOFF_TIME = timedelta(minutes=env.int("LOGIN_LOCK_MINUTES", default=15))
# Failures from one address, whatever the names. A person's known device passes.
LOGIN_ADDRESS_FAILURES = env.int("LOGIN_ADDRESS_FAILURES", default=10)
# Failures in a minute from all addresses together; known devices, and people at an address of theirs, pass.
LOGIN_PER_MINUTE = env.int("LOGIN_PER_MINUTE", default=60)
# Passwords that are hashed at the same time on one machine; each takes a core for about a second.
LOGIN_HASHES = env.int("LOGIN_HASHES", default=2)
# How long sign-ins and failures are kept.
LOGIN_KEEP_DAYS = env.int("LOGIN_KEEP_DAYS", default=90)
AXES_HANDLER = "workbench.sign_in.handler.SignInHandler"
AXES_CLIENT_IP_CALLABLE = "articles.access.client_address.client_address"
AXES_LOCKOUT_CALLABLE = "workbench.sign_in.lockout.locked_out"
# Our handler keeps rows of its own: axes's would hold what was typed.
AXES_ENABLE_ADMIN = False
AXES_DISABLE_ACCESS_LOG = True
AXES_VERBOSE = False
# Roles whose people need a second factor, “superuser” among them; without one they reach only the page to set it up.
REQUIRE_SECOND_FACTOR = env.list("REQUIRE_SECOND_FACTOR", default=[])
# --- Sign-on by an OpenID Connect provider; off without an issuer ---------------------------------------------------
OIDC_ISSUER = env.str("OIDC_ISSUER", default="")
OIDC_CLIENT_ID = env.str("OIDC_CLIENT_ID", default="")
OIDC_CLIENT_SECRET = env.str("OIDC_CLIENT_SECRET", default="")
# The provider's groups and their roles here, GROUP:ROLE; who has none of them is not let in.
OIDC_ROLES = env.list("OIDC_ROLES", default=[])
# The claim that lists a person's groups; with dots for a claim in a claim (realm_access.roles).
OIDC_GROUPS_CLAIM = env.str("OIDC_GROUPS_CLAIM", default="groups")
OIDC_SCOPES = env.str("OIDC_SCOPES", default="openid profile")
# Values of amr or acr that say that the provider asked for a second factor; others leave it to ours.
OIDC_SECOND_FACTOR = env.list("OIDC_SECOND_FACTOR", default=["mfa"])
# What the button of the sign-in page calls the provider.
OIDC_NAME = env.str("OIDC_NAME", default="")

OTP_TOTP_ISSUER = "Provenance workbench"
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
    "django.contrib.auth.hashers.ScryptPasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
SESSION_COOKIE_AGE = 12 * 3600
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SECURE_SSL_REDIRECT = HTTPS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
SECURE_HSTS_SECONDS = 31536000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = HTTPS
X_FRAME_OPTIONS = "DENY"

# --- Mail: printed to the log unless EMAIL_URL names a server (smtp+tls://user:password@host:587) --------------------
EMAIL_CONFIG = env.email_url("EMAIL_URL", default="consolemail://")
EMAIL_BACKEND = EMAIL_CONFIG["EMAIL_BACKEND"]
EMAIL_HOST, EMAIL_PORT = EMAIL_CONFIG.get("EMAIL_HOST") or "localhost", EMAIL_CONFIG.get("EMAIL_PORT") or 25
EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = EMAIL_CONFIG["EMAIL_HOST_USER"] or "", EMAIL_CONFIG["EMAIL_HOST_PASSWORD"] or ""
EMAIL_USE_TLS, EMAIL_USE_SSL = EMAIL_CONFIG.get("EMAIL_USE_TLS", False), EMAIL_CONFIG.get("EMAIL_USE_SSL", False)
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", default="workbench@localhost")

LOGGING = logging_config(level=env.str("LOG_LEVEL", default="INFO"), as_json=env.bool("LOG_JSON", default=False))
