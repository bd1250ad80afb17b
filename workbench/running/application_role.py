"""A role of PostgreSQL for web, workers and schedule: it reads and writes rows, and changes nothing else.

The owner of the tables (setup, upgrades, restore) can drop a trigger that keeps the audit chain; this role cannot. It
gets SELECT, INSERT, UPDATE and DELETE, but neither TRUNCATE nor TRIGGER nor a table of its own.
"""

from __future__ import annotations

from django.db import connection, transaction
from django.db.backends.utils import CursorWrapper
from psycopg import sql

from workbench.env import env
from workbench.partitions.months import LATEST
from workbench.partitions.tables import TABLES
from workbench.running.guard import CannotStart

# Read only: whoever could write here would make the next upgrade skip a migration.
_READ_ONLY = ("django_migrations",)
# The months of partitioned tables are made at night, under the application's role, by this function of the owner's.
_MAKE_MONTH = """
CREATE OR REPLACE FUNCTION workbench_make_month(parent text, first date) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  starts timestamp := date_trunc('month', first::timestamp);
  name text := format('%s_%s', parent, to_char(starts, 'YYYY_MM'));
  once text := ({once})::jsonb ->> parent;
BEGIN
  IF once IS NULL THEN
    RAISE EXCEPTION '% has no months', parent;
  END IF;
  IF starts > now() + make_interval(months => {latest}) THEN
    RAISE EXCEPTION 'at most {latest} months ahead';
  END IF;
  EXECUTE format('CREATE TABLE public.%I PARTITION OF public.%I FOR VALUES FROM (%L) TO (%L)',
    name, parent, to_char(starts, 'YYYY-MM-DD') || ' 00:00:00+00',
    to_char(starts + interval '1 month', 'YYYY-MM-DD') || ' 00:00:00+00');
  IF once <> '' THEN
    EXECUTE format('CREATE UNIQUE INDEX %I ON public.%I (%s)', name || '_once', name, once);
  END IF;
END $$
"""


def configured() -> tuple[str, str] | None:
    """Name and password of the role (APPLICATION_ROLE, APPLICATION_PASSWORD); None when none is wanted."""
    role: str = env.str("APPLICATION_ROLE", default="")
    return (role, env.str("APPLICATION_PASSWORD", default="")) if role else None


def grant(role: str, password: str) -> None:
    """Makes the role if it is missing, sets its password unless that is empty, and gives it what it needs.

    Safe to repeat; after every migration, since new tables come with it. Raises CannotStart.
    """
    if connection.vendor != "postgresql":
        raise CannotStart("APPLICATION_ROLE is for PostgreSQL; DATABASE_URL names another database")
    with transaction.atomic(), connection.cursor() as cursor:
        _make(cursor, role, password)
        for statement in _statements(role):
            cursor.execute(statement)


def _make(cursor: CursorWrapper, role: str, password: str) -> None:
    cursor.execute("SELECT rolsuper, rolname = current_user FROM pg_roles WHERE rolname = %s", [role])
    known = cursor.fetchone()
    if known is None:
        cursor.execute(sql.SQL("CREATE ROLE {} LOGIN").format(sql.Identifier(role)))
    elif known[0] or known[1]:
        raise CannotStart(f"APPLICATION_ROLE {role} owns the tables or is a superuser; name another role")
    if password:
        cursor.execute(sql.SQL("ALTER ROLE {} PASSWORD {}").format(sql.Identifier(role), sql.Literal(password)))


def _statements(role: str) -> list[sql.Composable]:
    name = sql.Identifier(role)
    once = "jsonb_build_object({})".format(", ".join(f"'{t}', '{', '.join(columns)}'" for t, columns in TABLES.items()))
    texts = [
        "REVOKE CREATE ON SCHEMA public FROM PUBLIC",
        "REVOKE ALL ON SCHEMA public FROM {role}",
        "GRANT USAGE ON SCHEMA public TO {role}",
        "REVOKE ALL ON ALL TABLES IN SCHEMA public FROM {role}",
        "GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {role}",
        "GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {role}",
        # Tables and months that the owner makes later.
        "ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO {role}",
        "ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT USAGE, SELECT ON SEQUENCES TO {role}",
        *(f"REVOKE INSERT, UPDATE, DELETE ON {table} FROM {{role}}" for table in _READ_ONLY),
        _MAKE_MONTH.replace("{once}", once).replace("{latest}", str(LATEST)),
        "REVOKE ALL ON FUNCTION workbench_make_month(text, date) FROM PUBLIC",
        "GRANT EXECUTE ON FUNCTION workbench_make_month(text, date) TO {role}",
    ]
    return [sql.SQL(text).format(role=name) if "{role}" in text else sql.SQL(text) for text in texts]
