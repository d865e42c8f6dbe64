"""The wordings attempts were begun with: an attempt is finished and scored on its own."""

from sqlalchemy import Engine, select

from kamquiz.storage.database import put, retried, writing
from kamquiz.storage.schema import banks


class BankStore:
    """Every bank an attempt was begun with, as the question files it was loaded from."""

    def __init__(self, engine: Engine) -> None:
        """Keep banks in the database behind *engine*."""
        self._engine = engine

    def is_kept(self, version: str, parameters: int) -> bool:
        """Tell whether *version* is kept, with these parameters or newer ones."""
        query = select(banks.c.parameters).where(banks.c.version == version)
        with self._engine.connect() as connection:
            newest = connection.execute(query).scalar_one_or_none()
        return newest is not None and newest >= parameters

    @retried
    def keep(self, version: str, parameters: int, files: bytes) -> None:
        """Keep *files* as the bank *version*, unless it is kept with newer parameters."""
        with writing(self._engine) as connection:
            new = put(connection, banks).values(version=version, parameters=parameters, files=files)
            connection.execute(
                new.on_conflict_do_update(
                    index_elements=["version"],
                    set_={"parameters": new.excluded.parameters, "files": new.excluded.files},
                    where=banks.c.parameters < new.excluded.parameters,
                )
            )

    def find(self, version: str) -> bytes | None:
        """Return the files of the bank *version*, if it is kept."""
        query = select(banks.c.files).where(banks.c.version == version)
        with self._engine.connect() as connection:
            return connection.execute(query).scalar_one_or_none()
