"""Many rows as one value: the rows that hang on another row come along with it.

A join would repeat that other row beside each of them, and most of the time of a page went
into taking it apart again.
"""

from typing import Any

from sqlalchemy import JSON
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement


class JsonRows(FunctionElement[Any]):
    """All rows of a query, each a list of the columns that are named, in no certain order.

    Of no rows SQLite makes an empty list and PostgreSQL nothing.
    """

    name = "json_rows"
    type = JSON()
    inherit_cache = True


@compiles(JsonRows, "sqlite")
def _for_sqlite(element: JsonRows, compiler: SQLCompiler, **options: Any) -> str:
    return f"json_group_array(json_array({compiler.process(element.clauses, **options)}))"


@compiles(JsonRows, "postgresql")
def _for_postgresql(element: JsonRows, compiler: SQLCompiler, **options: Any) -> str:
    return f"json_agg(json_build_array({compiler.process(element.clauses, **options)}))"
