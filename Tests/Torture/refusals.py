#!/usr/bin/env python3
"""Makes each file system call of Heed fail, one per run, while it loads, answers and writes: it has to succeed, or to end
with a message and an exit code; it must not crash or leave an incomplete file.

usage: refusals.py HEED [N] [WRITER ...]     at most N calls of each (default: all)
"""

import errno
import pathlib
import shutil
import signal
import subprocess
import sys
import tempfile

import kills

ERRORS = [errno.EIO, errno.ENOSPC, errno.EMFILE]


class Question(kills.Writer):
    """A load and an answer, which write nothing."""

    arguments = ["-c", "count customers by plan"]

    def __init__(self, folder):
        super().__init__(folder)
        self.right = kills.run(self)


def attempts(name, most, library):
    with tempfile.TemporaryDirectory(prefix="heed-refusals-") as folder:
        writer = Question(folder) if name == "question" else kills.WRITERS[name](folder)
        mark = pathlib.Path(folder, "failed")
        faults, refused, step = [], 0, 0
        while step < most:
            writer.prepare()
            mark.unlink(missing_ok=True)
            number = ERRORS[step % len(ERRORS)]
            process, terminal = kills.start(writer, writer.input, {
                "LD_PRELOAD": str(library), "HEED_FAILS_AT": str(step), "HEED_ERROR": str(number),
                "HEED_FAILED": str(mark)})
            code, said = kills.finish(process, terminal)
            if not mark.exists():
                break
            where = f"{name}, call {step} fails with {errno.errorcode[number]}"
            refused += code != 0
            if code not in (0, 1, 2):
                how = signal.Signals(-code).name if code < 0 else code
                faults.append(f"{where}: it ends with {how}: {said[-400:]}")
            elif code != 0 and "error" not in said.lower():
                faults.append(f"{where}: it ends with {code} and does not say why: {said[-400:]}")
            elif code == 0 and name == "question" and said != writer.right[1]:
                faults.append(f"{where}: it ends well with another answer: {said[-400:]}")
            if wrong := writer.after_kill():
                faults.append(f"{where}: {wrong}")
            if code == 0 and name != "question" and (wrong := writer.after_run()):
                faults.append(f"{where}: it ends well, and {wrong}: {said[-400:]}")
            step += 1
        kills.run(writer)
        if wrong := writer.after_run():
            faults.append(f"{name}, the run after all that: {wrong}")
        print(f"{name}: {step} calls failed, {refused} of them ended in an error; {len(faults)} faults", flush=True)
        return faults


def main():
    most = int(sys.argv[2]) if len(sys.argv) > 2 else 1_000_000
    names = sys.argv[3:] or ["question", *(n for n, w in kills.WRITERS.items() if not w.at_terminal)]
    if not shutil.which("cc"):
        sys.exit("This needs a C compiler.")
    faults = []
    with tempfile.TemporaryDirectory(prefix="heed-refusing-") as folder:
        library = pathlib.Path(folder, "refusing.so")
        subprocess.run(
            ["cc", "-shared", "-fPIC", "-O1", "-o", library, kills.HERE / "refusing.c", "-ldl"], check=True)
        for name in names:
            faults += attempts(name, most, library)
    for fault in faults:
        print(fault)
    sys.exit(1 if faults else 0)


main()
