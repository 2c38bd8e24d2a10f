#!/usr/bin/env python3
"""Patches the faults of faults.txt in one by one, in a copy of the tree: the suite that each names must fail.

usage: faults.py [WORD ...]     only the faults whose line holds one of the words
"""

import os
import pathlib
import signal
import subprocess
import sys
import time
from typing import NamedTuple

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent.parent
TREE = ROOT / ".build-faults" / "tree"
SWIFT = os.environ.get("SWIFT", "swift")
PLACE = ["--package-path", str(TREE), "--scratch-path", str(TREE.parent / "build")]
PROGRAMS = {"CommandTests": "heed", "LineEditorTests": "line-editor-trial"}  # what these tests run


class Fault(NamedTuple):
    suite: str
    path: pathlib.Path
    old: str
    new: str
    what: str

    @staticmethod
    def read(line):
        suite, file, change, what = line.split(" :: ")
        old, new = change.split(" =>")
        return Fault(suite.strip(), pathlib.Path("Sources", file), old.strip(), new.strip(), what.strip())


def targets(suites):
    """The tests that hold the suites, and the programs that those run."""
    tests = {suite.split(".")[0] for suite in suites}
    return sorted(tests), [PROGRAMS[test] for test in sorted(tests) if test in PROGRAMS]


def copy(suites):
    """Brings the copy up to date; files that are the same keep their times, so that little is built anew."""
    listed = subprocess.run(
        ["git", "-C", ROOT, "ls-files", "-co", "--exclude-standard"], check=True, capture_output=True, text=True
    ).stdout.split("\n")
    wanted = {path: (ROOT / path).read_bytes() for path in listed if path and (ROOT / path).is_file()}
    tests, programs = targets(suites)
    kept = ", ".join(f'"{target}"' for target in tests + programs)
    wanted["Package.swift"] += f"""
// Only what the faults need.
package.products = []
package.targets.removeAll {{ ($0.type == .executable || $0.type == .test) && ![{kept}].contains($0.name) }}
""".encode()
    for old in [path for path in TREE.rglob("*") if path.is_file() and str(path.relative_to(TREE)) not in wanted]:
        old.unlink()
    for path, content in wanted.items():
        write(TREE / path, content)


def write(path, content):
    if not path.exists() or path.read_bytes() != content:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)


def build(suites):
    """What the compiler says where it fails; nothing where it does not."""
    for product in ["HeedPackageTests"] + targets(suites)[1]:
        made = subprocess.run([SWIFT, "build", *PLACE, "--product", product], capture_output=True, text=True)
        if made.returncode != 0:
            return made.stdout + made.stderr
    return ""


def fails(suites):
    """The first test of the suites that fails, which ends the run; nothing where all pass."""
    pattern = "|".join(f"^{suite}/" for suite in sorted(suites)).replace(".", r"\.")
    run = subprocess.Popen(
        [SWIFT, "test", *PLACE, "--skip-build", "--disable-xctest", "--filter", pattern],
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, start_new_session=True,
    )
    ran = False
    for line in run.stdout:
        if "recorded an issue" in line:
            os.killpg(run.pid, signal.SIGKILL)
            run.wait()
            return line.split(" recorded an issue")[0].strip(" ✘")
        ran = ran or "passed after" in line
    if run.wait() != 0:
        return "a crash"
    if not ran:
        sys.exit(f"no test is called {pattern}")
    return ""


def main():
    lines = (HERE / "faults.txt").read_text().split("\n")
    faults = [Fault.read(line) for line in lines if line and not line.startswith("#")]
    faults = [f for f in faults if not sys.argv[1:] or any(word in " ".join(map(str, f)) for word in sys.argv[1:])]
    suites = {fault.suite for fault in faults}
    copy(suites)
    if trouble := build(suites):
        sys.exit(trouble)
    if failed := fails(suites):
        sys.exit(f"Without a fault {failed} fails.")
    missed = 0
    for number, fault in enumerate(faults, 1):
        start = time.time()
        sound = (TREE / fault.path).read_text()
        verdict = "no longer applies"
        if sound.count(fault.old) == 1:
            write(TREE / fault.path, sound.replace(fault.old, fault.new).encode())
            if trouble := build({fault.suite}):
                verdict = "does not build"
                print(trouble)
            else:
                failed = fails({fault.suite})
                verdict = f"caught by {failed}" if failed else "MISSED"
            write(TREE / fault.path, sound.encode())
        missed += not verdict.startswith("caught")
        print(f"{number}/{len(faults)} {verdict}: {fault.what} ({fault.path}, {time.time() - start:.0f} s)", flush=True)
    print(f"{len(faults) - missed} of {len(faults)} faults are caught.")
    sys.exit(1 if missed else 0)


main()
