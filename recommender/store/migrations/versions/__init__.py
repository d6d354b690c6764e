"""Steps by which the tables came to be; Alembic runs those that a database lacks."""
