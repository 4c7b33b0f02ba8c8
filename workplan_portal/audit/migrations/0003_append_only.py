"""The database itself refuses to change the trail, so that a slip in the code can't.

PostgreSQL refuses changing and deleting; SQLite only changing, because Django empties SQLite tables with DELETE
(`manage.py flush`, and every test that needs real transactions). The hash chain shows a deletion on both.
Whoever may alter tables can take these triggers off: they guard against slips; the chain and the seals against intent.
"""

from django.db import migrations

TABLES = ("audit_entry", "audit_seal")

SQLITE = """
CREATE TRIGGER {table}_append_only BEFORE UPDATE ON {table}
BEGIN SELECT RAISE(ABORT, 'The trail is append-only.'); END
"""

POSTGRESQL_FUNCTION = """
CREATE FUNCTION audit_append_only() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION 'The trail is append-only.'; END $$
"""

POSTGRESQL = """
CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE ON {table}
FOR EACH ROW EXECUTE FUNCTION audit_append_only()
"""


def guard(apps, schema_editor):
    on_postgresql = schema_editor.connection.vendor == "postgresql"
    if on_postgresql:
        schema_editor.execute(POSTGRESQL_FUNCTION, params=None)
    for table in TABLES:
        schema_editor.execute((POSTGRESQL if on_postgresql else SQLITE).format(table=table), params=None)


def release(apps, schema_editor):
    on_postgresql = schema_editor.connection.vendor == "postgresql"
    for table in TABLES:
        place = f" ON {table}" if on_postgresql else ""
        schema_editor.execute(f"DROP TRIGGER {table}_append_only{place}", params=None)
    if on_postgresql:
        schema_editor.execute("DROP FUNCTION audit_append_only()", params=None)


class Migration(migrations.Migration):
    dependencies = [("audit", "0002_whole_actor")]

    operations = [migrations.RunPython(guard, release)]
