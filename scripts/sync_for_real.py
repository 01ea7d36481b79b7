"""Sync two homes for real: with git, with rclone bisync, and with two Syncthings on loopback.

Both sides mark while they are apart. Afterwards both must agree, and hold every event. Needs
`git`, `rclone` and `syncthing` (Debian's packages will do) and a minute:
`python scripts/sync_for_real.py`.
"""

from __future__ import annotations

import contextlib
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

PATIENCE = 90  # seconds until a sync has to be through


def runaway(home: Path, line: str) -> str:
    """Run a command line in a home and return what it prints."""
    done = subprocess.run(
        [sys.executable, "-m", "runaway_cli", *line.split()],
        env={**os.environ, "RUNAWAY_HOME": str(home)},
        capture_output=True,
        text=True,
    )
    if done.returncode:
        sys.exit(f"runaway {line} in {home.name} failed: {done.stdout}{done.stderr}")
    return done.stdout


def stands(home: Path) -> str:
    """Return everything a home says about where its viewer stands."""
    lines = ["history --json", "episodes --json", "profiles --json"]
    if (home / "profiles" / "ben").exists():
        lines += ["next --profile anna --with ben --json", "history --profile ben --json"]
    return "".join(runaway(home, line) for line in lines)


def meet(desk: Path) -> None:
    """Give two people a diary each, with a mark they made together."""
    for line in ("profiles add Anna", "profiles add Ben", "watched 1 --profile anna --with ben"):
        runaway(desk, line)


def watch_apart(desk: Path, sofa: Path) -> None:
    """Anna marks at the desk for both, Ben on the sofa for himself and then for both."""
    runaway(desk, "watched 2 --profile anna --with ben")
    runaway(sofa, "watched 2 --profile ben")
    runaway(sofa, "watched 3 --profile ben --with anna")
    runaway(desk, "note late --profile anna")


def mark_apart(desk: Path, sofa: Path) -> None:
    """Do things on both sides that the other does not know of."""
    for line in ("watched 3", "undo", "watched 2", "watched 5 --only"):
        runaway(desk, line)
    for line in ("watched 4 --at yesterday", "unwatch 4", "watched 1", "rewatch", "watched 2"):
        runaway(sofa, line)


def check(name: str, desk: Path, sofa: Path, events: int) -> None:
    """Stop unless both homes hold so many events and agree."""
    for home in (desk, sofa):
        text = "\n".join(diaries(home).values())
        ids = set(re.findall(r'^id = "(.*)"$', text, re.MULTILINE))
        if len(ids) != events:
            sys.exit(f"{name}: {len(ids)} of {events} events are left in {home.name}")
    if stands(desk) != stands(sofa):
        sys.exit(f"{name}: the two disagree")
    copies = sorted(name for name in diaries(desk) if Path(name).name != "progress.toml")
    print(f"{name}: {events} of {events} events on both sides; copies beside them: {copies}")


def git(home: Path, line: str) -> None:
    """Run git in a home."""
    name = ("-c", "user.name=x", "-c", "user.email=x@example.org")
    subprocess.run(["git", *name, *line.split()], cwd=home, check=True, capture_output=True)


def sync_with_git(scratch: Path) -> None:
    """Two clones of a bare repository, with the union merge that docs/sync.md describes."""
    desk, sofa = scratch / "git-desk", scratch / "git-sofa"
    git(scratch, "init -q --bare -b main shared.git")
    git(scratch, f"clone -q shared.git {desk.name}")
    (desk / ".gitattributes").write_text("progress*.toml merge=union\n")
    (desk / ".gitignore").write_text(".progress.*\n")
    runaway(desk, "watched 1")
    git(desk, "add .")
    git(desk, "commit -qm start")
    git(desk, "push -q origin HEAD:main")
    git(scratch, f"clone -q shared.git {sofa.name}")
    mark_apart(desk, sofa)
    for home in (desk, sofa, desk):
        git(home, "add .")
        git(home, "commit -q --allow-empty -m marks")
        git(home, "pull -q --no-rebase --no-edit origin main")
        git(home, "push -q origin HEAD:main")
    check("git", desk, sofa, 1 + 4 + 4)


def sync_with_rclone(scratch: Path) -> None:
    """Bisync renames both sides of a conflict, so that no progress.toml is left."""
    desk, sofa, state = (scratch / f"rclone-{name}" for name in ("desk", "sofa", "state"))
    sofa.mkdir()

    def bisync(*more: str) -> None:
        command = ["rclone", "bisync", str(desk), str(sofa), "--workdir", str(state), *more]
        command += ["--exclude", ".progress.*", "--force"]
        subprocess.run(command, check=True, capture_output=True)

    runaway(desk, "watched 1")
    bisync("--resync")
    mark_apart(desk, sofa)
    bisync()
    check("rclone bisync", desk, sofa, 1 + 4 + 4)
    print(*runaway(desk, "doctor --join").splitlines()[:2], sep="\n")
    bisync()
    check("rclone bisync, copies merged", desk, sofa, 1 + 4 + 4)


def sync_people_with_git(scratch: Path) -> None:
    """Two people in two clones, each with a diary; .gitattributes at the top holds for both."""
    desk, sofa = scratch / "people-desk", scratch / "people-sofa"
    git(scratch, "init -q --bare -b main people.git")
    git(scratch, f"clone -q people.git {desk.name}")
    (desk / ".gitattributes").write_text("progress*.toml merge=union\n")
    (desk / ".gitignore").write_text(".progress.*\n")
    meet(desk)
    git(desk, "add .")
    git(desk, "commit -qm start")
    git(desk, "push -q origin HEAD:main")
    git(scratch, f"clone -q people.git {sofa.name}")
    watch_apart(desk, sofa)
    for home in (desk, sofa, desk):
        git(home, "add .")
        git(home, "commit -q --allow-empty -m marks")
        git(home, "pull -q --no-rebase --no-edit origin main")
        git(home, "push -q origin HEAD:main")
    check("two people with git", desk, sofa, 2 + 2 + 3 + 1)


class Syncthing:
    """One Syncthing that talks to the other on loopback, and to nobody else."""

    def __init__(self, scratch: Path, name: str, port: int) -> None:
        self.home, self.settings = scratch / name, scratch / f"{name}-settings"
        self.port = port
        subprocess.run(
            ["syncthing", "generate", f"--home={self.settings}", "--no-default-folder"],
            check=True,
            capture_output=True,
        )
        config = (self.settings / "config.xml").read_text()
        self.key = re.search("<apikey>(.*)</apikey>", config)[1]  # type: ignore[index]
        self.id = re.search('<device id="([^"]*)"', config)[1]  # type: ignore[index]
        self.process: subprocess.Popen[bytes] | None = None

    def befriend(self, other: Syncthing) -> None:
        """Write settings that share the one folder with `other`."""
        self.home.mkdir()
        (self.settings / "config.xml").write_text(f"""
            <configuration version="35">
              <folder id="diary" path="{self.home}" type="sendreceive" rescanIntervalS="1"
                      fsWatcherEnabled="true" fsWatcherDelayS="1">
                <device id="{self.id}"/><device id="{other.id}"/>
                <maxConflicts>10</maxConflicts>
              </folder>
              <device id="{self.id}"><address>dynamic</address></device>
              <device id="{other.id}"><address>tcp://127.0.0.1:{other.port + 1}</address></device>
              <gui enabled="true"><address>127.0.0.1:{self.port}</address>
                <apikey>{self.key}</apikey></gui>
              <options>
                <listenAddress>tcp://127.0.0.1:{self.port + 1}</listenAddress>
                <globalAnnounceEnabled>false</globalAnnounceEnabled>
                <localAnnounceEnabled>false</localAnnounceEnabled>
                <relaysEnabled>false</relaysEnabled><natEnabled>false</natEnabled>
                <reconnectionIntervalS>1</reconnectionIntervalS>
                <urAccepted>-1</urAccepted><crashReportingEnabled>false</crashReportingEnabled>
                <autoUpgradeIntervalH>0</autoUpgradeIntervalH>
              </options>
            </configuration>""")

    def start(self) -> None:
        """Start it, and wait until it answers."""
        self.process = subprocess.Popen(
            ["syncthing", "serve", f"--home={self.settings}", "--no-browser", "--no-restart"],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env={**os.environ, "STNOUPGRADE": "1"},
        )
        wait_for("Syncthing to start", lambda: bool(self.ask("system/ping")))

    def stop(self) -> None:
        """Stop it, and wait until it is gone."""
        if self.process:
            self.process.terminate()
            self.process.wait()

    def ask(self, what: str) -> dict[str, object]:
        """Return what its API says; nothing while it does not answer."""
        url = f"http://127.0.0.1:{self.port}/rest/{what}"
        try:
            request = urllib.request.Request(url, headers={"X-API-Key": self.key})
            with urllib.request.urlopen(request, timeout=5) as answer:
                said = json.load(answer)
        except OSError:
            return {}
        return said if isinstance(said, dict) else {}


def wait_for(what: str, is_so: Callable[[], bool]) -> None:
    """Wait until something is so; stop when it takes too long."""
    until = time.monotonic() + PATIENCE
    while not is_so():
        if time.monotonic() > until:
            sys.exit(f"gave up waiting for {what}")
        time.sleep(0.5)


def diaries(home: Path) -> dict[str, str]:
    """Return the text of every file of every diary in a home, by its path there."""
    found = home.rglob("progress*.toml*")
    return {path.relative_to(home).as_posix(): path.read_text() for path in found}


@contextlib.contextmanager
def two_syncthings(scratch: Path, name: str, port: int) -> Iterator[tuple[Syncthing, Syncthing]]:
    """Run two Syncthings that share a folder, the second ten ports on."""
    desk, sofa = Syncthing(scratch, f"{name}-a", port), Syncthing(scratch, f"{name}-b", port + 10)
    desk.befriend(sofa)
    sofa.befriend(desk)
    try:
        for side in (desk, sofa):
            side.start()
        yield desk, sofa
    finally:
        for side in (desk, sofa):
            side.stop()


def sync_with_syncthing(scratch: Path) -> None:
    """Two Syncthings that are stopped while both sides mark: they leave a conflict copy."""
    with two_syncthings(scratch, "syncthing", 28384) as (desk, sofa):
        runaway(desk.home, "watched 1")
        wait_for("the first mark", lambda: diaries(desk.home) == diaries(sofa.home))
        for side in (desk, sofa):
            side.stop()
        mark_apart(desk.home, sofa.home)
        for side in (desk, sofa):
            side.start()
        wait_for(
            "a conflict copy on both sides",
            lambda: len(diaries(desk.home)) == 2 and diaries(desk.home) == diaries(sofa.home),
        )
        check("Syncthing", desk.home, sofa.home, 1 + 4 + 4)
        print(runaway(desk.home, "doctor --join").splitlines()[0])
        wait_for(
            "the merged diary",
            lambda: len(diaries(sofa.home)) == 1 and diaries(desk.home) == diaries(sofa.home),
        )
        check("Syncthing, copies merged", desk.home, sofa.home, 1 + 4 + 4)


def sync_people_with_syncthing(scratch: Path) -> None:
    """Two people on two machines that share one folder, and are apart for an evening."""
    with two_syncthings(scratch, "people", 28404) as (desk, sofa):
        meet(desk.home)
        wait_for("both diaries", lambda: len(diaries(sofa.home)) == 2)
        for side in (desk, sofa):
            side.stop()
        watch_apart(desk.home, sofa.home)
        for side in (desk, sofa):
            side.start()
        wait_for(
            "a conflict copy of each diary on both sides",
            lambda: len(diaries(desk.home)) == 4 and diaries(desk.home) == diaries(sofa.home),
        )
        check("two people with Syncthing", desk.home, sofa.home, 2 + 2 + 3 + 1)


def main() -> None:
    """Sync with everything there is."""
    scratch = Path(tempfile.mkdtemp(prefix="runaway-sync-"))
    try:
        sync_with_git(scratch)
        sync_with_rclone(scratch)
        sync_with_syncthing(scratch)
        sync_people_with_git(scratch)
        sync_people_with_syncthing(scratch)
    finally:
        shutil.rmtree(scratch, ignore_errors=True)


if __name__ == "__main__":
    main()
