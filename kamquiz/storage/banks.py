"""The wordings attempts were begun with: an attempt is finished and scored on its own."""

from sqlalchemy import Engine, select
from sqlalchemy.dialects import postgresql, sqlite

from kamquiz.storage.database import retried, writing
from kamquiz.storage.schema import banks


class BankStore:
    """Every bank an attempt was begun with, as the question files it was loaded from."""

    def __init__(self, engine: Engine) -> None:
        """Keep banks in the database behind *engine*."""
        self._engine = engine
        self._dialect = postgresql if engine.dialect.name == "postgresql" else sqlite

    def is_kept(self, version: str, parameters: int) -> bool:
        """Tell whether *version* is kept, with these parameters or newer ones."""
        query = select(banks.c.parameters).where(banks.c.version == version)
        with self._engine.connect() as connection:
            newest = connection.execute(query).scalar_one_or_none()
        return newest is not None and newest >= parameters

    @retried
    def keep(self, version: str, parameters: int, files: bytes) -> None:
        """Keep *files* as the bank *version*, unless it is kept with newer parameters."""
        put = self._dialect.insert(banks).values(
            version=version, parameters=parameters, files=files
        )
        put = put.on_conflict_do_update(
            index_elements=["version"],
            set_={"parameters": put.excluded.parameters, "files": put.excluded.files},
            where=banks.c.parameters < put.excluded.parameters,
        )
        with writing(self._engine) as connection:
            connection.execute(put)

    def find(self, version: str) -> bytes | None:
        """Return the files of the bank *version*, if it is kept."""
        query = select(banks.c.files).where(banks.c.version == version)
        with self._engine.connect() as connection:
            return connection.execute(query).scalar_one_or_none()
