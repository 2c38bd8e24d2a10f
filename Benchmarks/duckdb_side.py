"""duckdb_side.py FOLDER: loads the marketplace into DuckDB, then answers the SQL that comes in on standard input, a
line each. Every reply is a line of JSON: {"wall", "cpu", "rows"}, in seconds, the load's without rows."""

import json
import sys
import time

import duckdb

# Types are given, so that nothing has to be inferred.
TABLES = {
    "customers": "id varchar, role varchar, plan varchar, region varchar, country varchar, signup date,"
    " mrr decimal(12,2), company varchar, churned_at date",
    "events": "customer varchar, name varchar, moment timestamp, amount decimal(12,2), device varchar",
    "feedback": "id varchar, customer varchar, moment timestamp, channel varchar, score tinyint, text varchar",
}


def timed(work):
    wall, cpu = time.perf_counter(), time.process_time()
    result = work()
    return result, {"wall": time.perf_counter() - wall, "cpu": time.process_time() - cpu}


def reply(fields):
    print(json.dumps(fields, default=str), flush=True)


connection = duckdb.connect()


def load():
    for table, columns in TABLES.items():
        types = ", ".join("'{}': '{}'".format(*column.split()) for column in columns.split(", ") if column)
        path = f"{sys.argv[1]}/{table}.csv"
        connection.execute(f"create table {table} as from read_csv(?, header = true, columns = {{{types}}})", [path])


reply(timed(load)[1])
for sql in sys.stdin:
    rows, times = timed(lambda: connection.execute(sql).fetchall())
    reply({**times, "rows": rows})
