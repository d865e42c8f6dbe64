"""Many rows as one value: the rows that hang on another row come and go along with it.

A join would repeat that other row beside each of them, and a statement for each row to be
written costs as much as all of them in one; both took most of the time of a page.
"""

import json
from collections.abc import Iterable, Mapping
from operator import itemgetter
from typing import Any

from sqlalchemy import JSON, ColumnElement, Select, Table, Text, bindparam, cast, func, select, true
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


def rows_given(table: Table, parameter: str, *, dialect: str) -> Select[Any]:
    """Return the query of the rows of *table* in *parameter*, which `as_json` has made."""
    if dialect == "postgresql":
        each = func.json_array_elements(cast(bindparam(parameter, type_=Text), JSON))
        row = each.table_valued("value").c.value
        values: list[ColumnElement[Any]] = [
            cast(row.op("->>")(place), one.type) for place, one in enumerate(table.columns)
        ]
    else:
        row = func.json_each(bindparam(parameter, type_=Text)).table_valued("value").c.value
        values = [func.json_extract(row, f"$[{place}]") for place, _one in enumerate(table.columns)]
    # Without a condition SQLite would take ON CONFLICT for part of a join.
    return select(*values).where(true())


def as_json(rows: Iterable[Mapping[str, Any]], table: Table) -> str:
    """Return *rows*, each with a value for every column of *table*, for `rows_given`."""
    in_order = itemgetter(*table.columns.keys())
    return json.dumps([in_order(one) for one in rows])
