#!/usr/bin/env python3
"""Counts the instructions that Heed executes for inputs of size n, 2n and 4n, by valgrind: twice the input may take twice
the work, plus a logarithmic factor. Unlike seconds, instructions do not depend on the load of the machine.

usage: growth.py HEED [SHAPE ...]     e.g. growth.py .build/release/heed "any of words"
"""

import os
import pathlib
import re
import subprocess
import sys
import tempfile

HEED = pathlib.Path(sys.argv[1]).resolve()
# The greatest ratio allowed. Linear is 2, n log n a little more, n² is 4.
MOST = 2.6
LOAD = 'load customers from "c.csv" key id start at\n'
CUSTOMERS = "id,plan,at\n" + "".join(f"{i},{'pro' if i % 3 else 'free'},2025-01-{i % 28 + 1:02}\n" for i in range(40))


def asked(question, workspace=LOAD, **files):
    return {"workspace.heed": workspace, "c.csv": CUSTOMERS, **files}, ["-c", question]


def script(text, workspace=LOAD, **files):
    return {"workspace.heed": workspace, "c.csv": CUSTOMERS, "s.heed": text, **files}, ["run", "s.heed"]


def events(n, kind="k{}", who="{}"):
    rows = "".join(f"{who.format(i % 40)},{kind.format(i)},2025-02-{i % 28 + 1:02} 10:{i % 60:02}\n" for i in range(n))
    return {"e.csv": "id,event,at\n" + rows}


EVENTS = LOAD + 'load events from "e.csv" customer id name event at at\n'
SAID = LOAD + 'load feedback from "f.csv" customer id at at text text channel "survey"\n'


def said(texts):
    rows = "".join(f'{i % 40},2025-02-01,"{text}"\n' for i, text in enumerate(texts))
    return {"f.csv": "id,at,text\n" + rows}


def names(n, template="{}", between=", "):
    return between.join(template.format(i) for i in range(n))


def wide(n):
    header = "id,at," + names(n, "c{}", ",") + "\n"
    return header + "".join(f"{i},2025-01-{i % 28 + 1:02}," + ",".join("x" if (i * c) % 3 else "y" for c in range(n)) + "\n" for i in range(40))


def left(n):
    return wide(n).replace("\n", ",left\n", 1).replace("\n", ",\n").replace(",left,\n", ",left\n", 1)


# The inputs that grow, with their first size.
SHAPES = {
    "errors on a line": (100, lambda n: script("count nobody; " * n)),
    "statements": (100, lambda n: script("count customers\n" * n)),
    "any of words": (500, lambda n: asked(f"count customers where mentioned any of ({names(n, 'w{}')})", SAID, **said(["a word"]))),
    "any of events": (1000, lambda n: asked(f"count customers where did any of ({names(n, 'k{}')})", EVENTS, **events(n))),
    "values in a list": (2000, lambda n: asked(f"count customers where id in ({names(n)})")),
    "definitions": (1600, lambda n: script(names(n, "define d{} as plan is pro", "\n") + "\ncount customers where d0")),
    "definitions in definitions": (60, lambda n: script("define d0 as plan is pro\n" + names(n - 1, "", "") + "".join(f"define d{i} as d{i - 1} and plan is pro\n" for i in range(1, n)) + f"count customers where d{n - 1}")),
    "and": (100, lambda n: asked("count customers where plan is pro" + " and plan is pro" * n)),
    "rows": (4000, lambda n: asked("count customers by plan", **{"c.csv": "id,plan,at\n" + "".join(f"{i},p{i % 7},2025-01-{i % 28 + 1:02}\n" for i in range(n))})),
    "rejected rows": (2000, lambda n: asked("count customers", **{"c.csv": CUSTOMERS + "1,pro\n" * n, "workspace.heed": LOAD})),
    "columns": (500, lambda n: asked("count customers", **{"c.csv": wide(n)})),
    "why by columns": (150, lambda n: asked("why c1 is x", **{"c.csv": wide(n)})),
    "describe columns": (500, lambda n: asked("describe", **{"c.csv": wide(n)})),
    "describe events": (2000, lambda n: asked("describe", EVENTS, **events(n))),
    "a person's events": (4000, lambda n: asked("person 1", EVENTS, **events(n, "login", "1"))),
    "messages": (2000, lambda n: asked("words for customers where plan is pro versus plan is free", SAID, **said([f"a word w{i} and another" for i in range(n)]))),
    "one long message": (4000, lambda n: asked("count customers where mentioned trust", SAID, **said(["trust me now " * n]))),
    "quoted cells in a row": (500, lambda n: asked("count customers", **{"c.csv": "id,plan,at\n" + '"1"x,' * n + "\n" + CUSTOMERS[11:]})),
    "cells cut by line breaks": (400, lambda n: asked("count customers", **{"c.csv": "id,plan,at\n" + '"a\n"b,' * (2 * n) + "\n" + CUSTOMERS[11:]})),
    "cells cut in every row": (400, lambda n: asked("count customers", **{"c.csv": "id,plan,at\n" + "".join(f'{i},"a "b\nc" d",2025-01-02\n' for i in range(n))})),
    "open quotes": (500, lambda n: asked("count customers", **{"c.csv": "id,at,plan\n" + '1,2025-01-01,"pro\n' * n})),
    "tags in a message": (1000, lambda n: asked("count customers where mentioned trust", SAID, **said(["<div style='x'>trust</div> &amp; " * n]))),
    "tags never closed": (1000, lambda n: asked("count customers where mentioned trust", SAID, **said(["<div style='" * n]))),
    "tags as ids": (1000, lambda n: asked("count customers", **{"c.csv": "id,at,plan\n" + "<div style=,2025-01-01,pro\n" * n})),
    "quoted mail": (1000, lambda n: asked("count customers where mentioned trust", SAID, **said(["> trust\n" * n]))),
    "topics": (100, lambda n: script(names(n, "topic t{0} as w{0}", "\n") + "\ntopics for customers", SAID, **said(["w1 w2 w3"]))),
    "steps of a funnel": (10, lambda n: asked("funnel " + names(n, "k{}", " then "), EVENTS, **events(40 * n, "k{}"))),
    "a chain of use": (50, lambda n: script('use "u0.heed"\ncount customers', **{f"u{i}.heed": f'use "u{i + 1}.heed"\n' if i < n - 1 else "define x as plan is pro\n" for i in range(n)})),
    "one long word": (20000, lambda n: asked(f"count customers where {'w' * n}")),
    "a pattern": (400, lambda n: asked(f"count customers where id matches /{'(a|b)*' * n}c/")),
}


def instructions(files, arguments):
    with tempfile.TemporaryDirectory(prefix="heed-growth-") as folder:
        for name, text in files.items():
            pathlib.Path(folder, name).write_text(text)
        done = subprocess.run(
            ["valgrind", "--tool=cachegrind", "--cache-sim=no", "--cachegrind-out-file=/dev/null", "--log-file=log", HEED, *arguments],
            cwd=folder, stdin=subprocess.DEVNULL, capture_output=True, timeout=600,
            env={"HOME": folder, "PATH": "/usr/bin:/bin", "LANG": "C.UTF-8"})
        if done.returncode not in (0, 1) or os.environ.get("SHOW"):
            print(done.stdout.decode()[:600], done.stderr.decode()[:600])
        if done.returncode not in (0, 1):
            sys.exit(f"{arguments[:1]} ends with {done.returncode}: {done.stderr[-400:]}")
        counted = re.search(r"I\s+refs:\s+([\d,]+)", pathlib.Path(folder, "log").read_text())
        return int(counted[1].replace(",", "")), done.stdout + done.stderr


def main():
    faults = 0
    for name in sys.argv[2:] or SHAPES:
        n, made = SHAPES[name]
        counts = [instructions(*made(size))[0] for size in (n, 2 * n, 4 * n)]
        ratio = (counts[2] - counts[1]) / max(counts[1] - counts[0], 1)
        # The growth only matters if it is large compared with the constant cost of starting.
        slow = ratio > MOST and counts[2] - counts[1] > 0.1 * counts[0]
        faults += slow
        print(f"{name:28} {n:6}  {'  '.join(f'{c / 1e6:9.1f}' for c in counts)} million  ×{ratio:.2f}{'  TOO MUCH' if slow else ''}", flush=True)
    sys.exit(1 if faults else 0)


main()
