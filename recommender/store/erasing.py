"""The last traces of what was deleted, taken out of the files of the database."""

from __future__ import annotations

from sqlalchemy import Engine

from recommender.errors import StoreError
from recommender.store.address import Address
from recommender.store.trouble import speaking


def erase_traces(engine: Engine, address: Address) -> None:
    """Write what was deleted out of the files: SQLite's log, PostgreSQL's table of contacts.

    SQLite overwrites a deleted row (`secure_delete`), and still has it in its log until that is
    taken over. PostgreSQL keeps a dead row until the table is written anew.

    Raises
    ------
    StoreError
        If others read or write all the while, so that the log could not be emptied.
    """
    with speaking(address, "cleaned"), engine.connect() as connection:
        raw = connection.execution_options(isolation_level="AUTOCOMMIT")
        if address.file is None:
            raw.exec_driver_sql("VACUUM FULL contacts")
            return
        busy = raw.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)").scalar()
    if busy:
        raise StoreError(
            f"The contact is erased, and the log of the {address} may still hold it: others use "
            "the database. Expected a moment without them. Erase it once more."
        )
