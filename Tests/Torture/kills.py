#!/usr/bin/env python3
"""Kills each writer of Heed N times, and checks the files that are left: no file is incomplete, no earlier content is lost,
and after the next run no temporary file remains.

usage: kills.py HEED [N] [WRITER ...]     e.g. kills.py .build/debug/heed 100 export trust

Every second kill happens at a system call that changes a file, each call in turn (deadly.c, if there is a C compiler); the
others happen after a random time.
"""

import os
import pathlib
import pty
import random
import select
import shutil
import signal
import subprocess
import sys
import tempfile
import time

HERE = pathlib.Path(__file__).resolve().parent
HEED = pathlib.Path(sys.argv[1]).resolve()
CUSTOMERS = "id,plan,signed\n1,pro,2025-01-01\n2,free,2025-02-03\n3,pro,2025-03-04\n4,pro,never\n"
QUESTIONS = ["count customers", "count customers by plan", "segment customers where plan is pro", "describe"]


class Writer:
    """One way in which Heed writes, in a folder of its own, and the file contents that are allowed there at any time."""

    arguments = []
    input = ""
    at_terminal = False
    # The latest time of a kill, in seconds; the demo takes longer than most.
    longest = 0.15

    def __init__(self, folder):
        self.folder = pathlib.Path(folder)
        self.write("c.csv", CUSTOMERS)
        self.write("workspace.heed", 'load customers from "c.csv" key id\n')
        self.write("s.heed", "\n".join(QUESTIONS) + "\n")

    def write(self, name, text):
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)

    def read(self, name):
        path = self.folder / name
        return path.read_bytes() if path.exists() else None

    def prepare(self):
        """Writes the files that exist before the run."""

    def after_kill(self):
        """What is wrong after a kill, or None."""

    def after_run(self):
        """What is wrong after the next run, or None."""


class Replacing(Writer):
    """A file that has to be the old one or one that a complete run leaves."""

    target = ""
    old = "something old\n" * 3000
    # Inputs whose complete runs leave the allowed intermediate contents.
    steps = []

    def __init__(self, folder):
        super().__init__(folder)
        self.allowed = {self.old.encode()}
        for step in self.steps or [self.input]:
            self.prepare()
            run(self, step)
            self.whole = self.read(self.target)
            self.allowed.add(self.whole)

    def prepare(self):
        self.write(self.target, self.old)

    def after_kill(self):
        found = self.read(self.target)
        if found not in self.allowed:
            return f"“{self.target}” is half: {found!r:.200}"

    def after_run(self):
        if self.read(self.target) != self.whole:
            return f"“{self.target}” is not what a run leaves"


class Export(Replacing):
    arguments = ["-c", 'export segment customers where plan is pro to "answer.html"']
    target = "answer.html"


class Output(Replacing):
    arguments = ["run", "s.heed", "--output", "answers.json", "--format", "json"]
    target = "answers.json"


class Rejects(Replacing):
    arguments = ["run", "s.heed", "--rejects", "rejected.csv"]
    target = "rejected.csv"

    def __init__(self, folder):
        Writer.__init__(self, folder)
        self.write("workspace.heed", 'load customers from "c.csv" key id types signed date\n')
        super().__init__(folder)


class DotOutput(Replacing):
    target = "answers.md"
    steps = ["\n".join([".output answers.md"] + QUESTIONS[:count]) + "\n" for count in range(1, len(QUESTIONS) + 1)]
    input = steps[-1]


class DotOnce(Replacing):
    target = "answer.csv"
    input = ".once answer.csv\ncount customers by plan\n"


class DotSave(Replacing):
    target = "saved.heed"
    input = "\n".join(QUESTIONS) + "\n.save saved.heed replace\n"


class Format(Replacing):
    arguments = ["fmt", "long.heed"]
    target = "long.heed"
    old = "count   customers\n" * 5000


class Init(Writer):
    arguments = ["init", "data"]
    target = "data/workspace.heed"

    def __init__(self, folder):
        super().__init__(folder)
        self.write("data/people.csv", CUSTOMERS)
        run(self)
        self.whole = self.read(self.target)

    def prepare(self):
        (self.folder / self.target).unlink(missing_ok=True)

    def after_kill(self):
        if self.read(self.target) not in (None, self.whole):
            return "the workspace is half"

    def after_run(self):
        if not self.whole or self.read(self.target) != self.whole:
            return "the workspace is not written"


class Demo(Writer):
    arguments = ["demo", "market"]
    longest = 1.2

    def __init__(self, folder):
        super().__init__(folder)
        run(self)
        self.whole = self.found()
        shutil.rmtree(self.folder / "market")

    def found(self):
        market = self.folder / "market"
        files = [path for path in market.rglob("*") if path.is_file()]
        return {str(path.relative_to(market)): path.read_bytes() for path in files if not is_part(path)}

    def prepare(self):
        shutil.rmtree(self.folder / "market", ignore_errors=True)

    def after_kill(self):
        for name, text in self.found().items():
            if self.whole.get(name) != text:
                return f"“{name}” is half"

    def after_run(self):
        if self.found() != self.whole:
            return "the demo is not whole"


class Trust(Writer):
    arguments = ["trust", "."]
    kept = ".config/heed/trusted"
    old = "".join(f"{number:064x}  /elsewhere/{number}/workspace.heed\n" for number in range(300))

    def prepare(self):
        self.write(self.kept, self.old)

    def after_kill(self):
        found = self.read(self.kept).decode()
        if not found.startswith(self.old) or not found.endswith("\n") or found.count("\n") > 301:
            return "the list of what is trusted lost something"

    def after_run(self):
        if self.read(self.kept).count(b"\n") != 301:
            return "the folder is not trusted"


class Queries(Writer):
    kept = ".local/state/heed/queries.heed"
    input = "count customers by plan\n.queries save new\n"
    old = "# Kept\n" + "".join(f"\n# query: q{number:03}\ncount customers # {number}\n" for number in range(300))

    def prepare(self):
        self.write(self.kept, self.old)

    def after_kill(self):
        found = self.read(self.kept).decode()
        if any(f"# query: q{number:03}\ncount customers # {number}\n" not in found for number in range(300)):
            return "a query was lost"

    def after_run(self):
        if b"# query: new\n" not in self.read(self.kept):
            return "the query was not kept"
        return self.after_kill()


class History(Writer):
    kept = ".local/state/heed/history"
    at_terminal = True
    input = "count customers by plan\ncount customers\n"
    longest = 1.0
    entries = 300

    def prepare(self):
        self.write(self.kept, "".join(f"count customers # {number}\n" for number in range(self.entries)))

    def lines(self):
        return self.read(self.kept).decode().split("\n")

    def after_kill(self):
        lines = self.lines()
        most = min(self.entries, 5000)
        if [line for line in lines if "#" in line][-most:] != [
            f"count customers # {number}" for number in range(self.entries - most, self.entries)
        ]:
            return "an entry of the history was lost"

    def after_run(self):
        if self.lines()[-4:] != ["count customers by plan", "count customers", ".quit", ""]:
            return f"what was asked is not in the history: {self.lines()[-4:]}"
        return self.after_kill()


class LongHistory(History):
    entries = 10_001


WRITERS = {
    "export": Export, "output": Output, "rejects": Rejects, "dot-output": DotOutput, "dot-once": DotOnce,
    "dot-save": DotSave, "init": Init, "fmt": Format, "demo": Demo, "trust": Trust, "queries": Queries, "history": History,
    "long-history": LongHistory,
}


def is_part(path):
    return path.name.endswith(".heed-part")


def start(writer, text, variables):
    environment = {
        "PATH": "/usr/bin:/bin", "HOME": str(writer.folder), "TERM": "xterm", "COLUMNS": "80", "LC_ALL": "C.UTF-8",
        **variables,
    }
    command = [str(HEED), *writer.arguments]
    if not writer.at_terminal:
        with tempfile.TemporaryFile() as standard_input:
            standard_input.write(text.encode())
            standard_input.seek(0)
            process = subprocess.Popen(
                command, cwd=writer.folder, env=environment, stdin=standard_input, stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT)
        return process, None
    terminal, other = pty.openpty()
    process = subprocess.Popen(
        command, cwd=writer.folder, env=environment, stdin=other, stdout=other, stderr=other, close_fds=True,
        start_new_session=True)
    os.close(other)
    os.write(terminal, (text.replace("\n", "\r") + ".quit\r").encode())
    return process, terminal


def finish(process, terminal, until=None):
    """Kills the process at a given time, and reads its output to the end. Returns its exit code and output."""
    said = b""
    output = terminal if terminal is not None else process.stdout.fileno()
    limit = time.monotonic() + (until if until is not None else 120)
    while True:
        wait = limit - time.monotonic()
        ready = select.select([output], [], [], max(0, wait))[0] if wait > 0 else []
        if not ready:
            process.send_signal(signal.SIGKILL)
            break
        try:
            block = os.read(output, 1 << 16)
        except OSError:
            break
        if not block:
            break
        said += block
    code = process.wait()
    if terminal is not None:
        os.close(terminal)
    else:
        process.stdout.close()
    return code, said.decode(errors="replace")


def run(writer, text=None):
    """Runs it to completion."""
    process, terminal = start(writer, writer.input if text is None else text, {})
    code, said = finish(process, terminal)
    if code not in (0, 1):
        raise SystemExit(f"{writer.arguments} ended with {code}: {said}")
    return code, said


def compiled(folder):
    """The library that kills a process at its nth system call; None if it cannot be compiled."""
    library = pathlib.Path(folder, "deadly.so")
    compiler = os.environ.get("CC", "cc")
    if not shutil.which(compiler):
        return None
    subprocess.run(
        [compiler, "-shared", "-fPIC", "-O1", "-o", library, HERE / "deadly.c", "-ldl"], check=True)
    return library


def torture(name, count, deadly, dice):
    with tempfile.TemporaryDirectory(prefix="heed-kills-") as folder:
        writer = WRITERS[name](folder)
        faults, killed, step, leftovers = [], 0, 0, 0
        for turn in range(count):
            writer.prepare()
            if deadly and turn % 2 == 0:
                process, terminal = start(
                    writer, writer.input, {"LD_PRELOAD": str(deadly), "HEED_DIES_AT": str(step)})
                code, _ = finish(process, terminal)
                where = f"call {step}"
                step = step + 1 if code == -signal.SIGKILL else 0
            else:
                delay = dice.uniform(0, writer.longest)
                process, terminal = start(writer, writer.input, {})
                code, _ = finish(process, terminal, until=delay)
                where = f"{delay * 1000:.1f} ms"
            killed += code == -signal.SIGKILL
            leftovers += any(is_part(path) for path in writer.folder.rglob(".*"))
            wrong = writer.after_kill()
            if wrong:
                faults.append(f"{name}, killed at {where}: {wrong}")
            code, said = run(writer)
            wrong = writer.after_run()
            if wrong:
                faults.append(f"{name}, the run after a kill at {where} ({code}): {wrong}\n{said}")
            left = [str(path) for path in writer.folder.rglob(".*") if is_part(path)]
            if left:
                faults.append(f"{name}, the run after a kill at {where} leaves {left}")
        print(f"{name}: killed {killed} of {count} times, {leftovers} of them in the midst of a file; "
              f"{len(faults)} faults", flush=True)
        return faults


def side_by_side(count, dice):
    """Many processes change one list at once, half of them are killed: the changes of those that succeeded are kept."""
    faults = []
    with tempfile.TemporaryDirectory(prefix="heed-kills-") as folder:
        writer = Trust(folder)
        for turn in range(max(1, count // 10)):
            kept = writer.folder / writer.kept
            kept.unlink(missing_ok=True)
            processes = []
            for number in range(10):
                place = writer.folder / f"shop{number}"
                place.mkdir(exist_ok=True)
                (place / "workspace.heed").write_text(f"# {number}\n")
                processes.append(subprocess.Popen(
                    [str(HEED), "trust", str(place)], env={"HOME": folder}, stdout=subprocess.DEVNULL))
            time.sleep(dice.uniform(0, 0.1))
            for process in processes[::2]:
                process.kill()
            codes = [process.wait() for process in processes]
            lines = kept.read_text().split("\n") if kept.exists() else []
            for number, code in enumerate(codes):
                if code == 0 and not any(f"/shop{number}/" in line for line in lines):
                    faults.append(f"side by side: shop{number} was trusted, and is not in the list")
    print(f"side by side: {max(1, count // 10)} times 10 writers of one list; {len(faults)} faults", flush=True)
    return faults


def main():
    count = int(sys.argv[2]) if len(sys.argv) > 2 else 20
    names = sys.argv[3:] or [*WRITERS, "side-by-side"]
    seed = int(os.environ.get("SEED", time.time_ns() % 1_000_000))
    print(f"SEED={seed}", flush=True)
    dice = random.Random(seed)
    faults = []
    with tempfile.TemporaryDirectory(prefix="heed-deadly-") as folder:
        deadly = compiled(folder)
        if not deadly:
            print("There is no C compiler: all kills come at random times.")
        for name in names:
            faults += side_by_side(count, dice) if name == "side-by-side" else torture(name, count, deadly, dice)
    for fault in faults:
        print(fault)
    sys.exit(1 if faults else 0)


if __name__ == "__main__":
    main()
