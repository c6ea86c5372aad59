"""What Alembic runs for every command; the connection comes from `alokon.store.database`, there is no ini file."""

from alembic import context

from alokon.store.database import metadata

context.configure(connection=context.config.attributes["connection"], target_metadata=metadata)
with context.begin_transaction():
    context.run_migrations()
