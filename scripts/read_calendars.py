"""Read one plan with six calendar readers, in three zones and across a change of clocks.

Prints, as a table, how many of its events each reader puts at the right moments; then puts the
plans of two people into one khal calendar. Installs the readers into a folder that it removes:
icalendar, ics.py and khal from PyPI, ical.js, node-ical and ts-ics from npm. Needs `npm`, and a
minute: `python scripts/read_calendars.py`.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

ZONES = {  # each with a day in its last week of summer
    "Europe/Berlin": "2026-10-21T20:00+02:00",
    "America/New_York": "2026-10-28T20:00-04:00",
    "Australia/Lord_Howe": "2026-04-01T20:00+11:00",
}
PLAN = "plan --per-day 1 --from 01:50"  # in the night of the change, it ends in the hour repeated
EVENTS = 8
PYTHON = ["icalendar", "ics", "khal"]
NODE = ["ical.js", "node-ical", "ts-ics"]

Times = dict[str, tuple[datetime, datetime]]
"""When each event starts and ends, in UTC, by its id."""

READ_WITH_ICALENDAR = """\
import json, sys, icalendar
events = icalendar.Calendar.from_ical(open(sys.argv[1], "rb").read()).walk("VEVENT")
print(json.dumps([[str(e["UID"]), e.start.isoformat(), e.end.isoformat()] for e in events]))
"""
READ_WITH_ICS = """\
import json, sys, ics
events = ics.Calendar(open(sys.argv[1], newline="").read()).events
print(json.dumps([[e.uid, e.begin.isoformat(), e.end.isoformat()] for e in events]))
"""
READ_WITH_NODE = """\
import fs from 'node:fs'
import ICAL from 'ical.js'
import nodeIcal from 'node-ical'
import { convertIcsCalendar, getEventEnd } from 'ts-ics'
const [reader, path] = process.argv.slice(2)
const text = fs.readFileSync(path, 'utf8')
const read = {
  'ical.js': () => new ICAL.Component(ICAL.parse(text)).getAllSubcomponents('vevent')
    .map(part => new ICAL.Event(part))
    .map(e => [e.uid, e.startDate.toJSDate(), e.endDate.toJSDate()]),
  'node-ical': () => Object.values(nodeIcal.sync.parseICS(text))
    .filter(e => e.type === 'VEVENT').map(e => [e.uid, e.start, e.end]),
  'ts-ics': () => convertIcsCalendar(undefined, text).events
    .map(e => [e.uid, e.start.date, e.end ? e.end.date : getEventEnd(e)]),
}
console.log(JSON.stringify(read[reader]()))
"""
KHAL = """\
[calendars]
[[home]]
path = {folder}/calendar
[locale]
timeformat = %H:%M
dateformat = %Y-%m-%d
longdateformat = %Y-%m-%d
datetimeformat = %Y-%m-%dT%H:%M%z
longdatetimeformat = %Y-%m-%dT%H:%M%z
default_timezone = {zone}
local_timezone = {zone}
[sqlite]
path = {folder}/khal.db
"""


def call(*command: str | Path, zone: str = "UTC", **environment: str) -> str:
    """Run a command in a zone and return what it prints; stop if it fails."""
    done = subprocess.run(
        command,
        env={**os.environ, "TZ": zone, **environment},
        capture_output=True,
        text=True,
    )
    if done.returncode:
        sys.exit(f"{command} failed: {done.stdout}{done.stderr}")
    return done.stdout


class Readers:
    """Six readers of calendars, installed in a folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.bin = folder / "venv" / "bin"
        call(sys.executable, "-m", "venv", folder / "venv")
        call(self.bin / "pip", "install", "-q", *PYTHON)
        call("npm", "install", "--silent", "--prefix", folder, *NODE)
        (folder / "read.mjs").write_text(READ_WITH_NODE)

    def read(self, reader: str, path: Path, zone: str) -> Times:
        """Return what a reader in a zone makes of a calendar."""
        if reader == "khal":
            return Khal(self, zone, path.with_suffix(".khal")).holds(path)
        if reader in NODE:
            said = call("node", self.folder / "read.mjs", reader, path, zone=zone)
        else:
            code = READ_WITH_ICS if reader == "ics" else READ_WITH_ICALENDAR
            said = call(self.bin / "python", "-c", code, path, zone=zone)
        return {
            uid: (moment(begins, zone), moment(ends, zone))
            for uid, begins, ends in json.loads(said)
        }


class Khal:
    """A khal with one calendar, in a folder of its own."""

    def __init__(self, readers: Readers, zone: str, folder: Path) -> None:
        self.zone, self.config = zone, folder / "config"
        self.command = (readers.bin / "khal", "-c", self.config)
        (folder / "calendar").mkdir(parents=True)
        self.config.write_text(KHAL.format(folder=folder, zone=zone))

    def holds(self, *plans: Path) -> Times:
        """Import plans, and return everything in the calendar then."""
        for path in plans:
            call(*self.command, "import", "--batch", path, zone=self.zone)
        form = ("--once", "--day-format", "", "--format", "{uid} {start-long} {end-long}")
        said = call(*self.command, "list", *form, "2026-03-01", "2026-12-31", zone=self.zone)
        rows = [line.split() for line in said.splitlines() if line.strip()]
        return {uid: (moment(a, self.zone), moment(b, self.zone)) for uid, a, b in rows}


def moment(text: str, zone: str) -> datetime:
    """Return a time as a reader says it in UTC; what floats is in the reader's zone."""
    told = datetime.fromisoformat(text)
    return (told if told.tzinfo else told.replace(tzinfo=ZoneInfo(zone))).astimezone(UTC)


def plan(
    path: Path, zone: str, *options: str, home: str = "home"
) -> list[tuple[datetime, datetime]]:
    """Save a plan made in a zone, and return when its episodes start and end, as it was shown."""
    runaway = (sys.executable, "-m", "runaway_cli")
    words = (*PLAN.split(), "--ics", str(path), "--json", *options)
    folder = str(path.parent / home)
    said = call(*runaway, *words, zone=zone, RUNAWAY_HOME=folder, RUNAWAY_NOW=ZONES[zone])
    return [
        (moment(evening["begins_at"], zone), moment(evening["ends_at"], zone))
        for evening in json.loads(said)["evenings"]
    ]


def right(meant: list[tuple[datetime, datetime]], found: Times) -> str:
    """Return how many events are where they were meant, and how far off the others are."""
    pairs = list(zip(meant, (found[uid] for uid in sorted(found)), strict=True))
    off = {
        int((b - a).total_seconds() / 60)
        for one, two in pairs
        for a, b in zip(one, two, strict=True)
    }
    count = sum(one == two for one, two in pairs)
    return f"{count}/{EVENTS}" + (f" ({min(off):+} to {max(off):+} min)" if off != {0} else "")


def table(readers: Readers, scratch: Path, *options: str) -> bool:
    """Print how each reader reads a plan from and in each zone; return whether all are right."""
    print("| reader |", " | ".join(ZONES), "|")
    print("|---|" + "---|" * len(ZONES))
    everything = True
    for reader in (*PYTHON, *NODE):
        cells = []
        for zone in ZONES:
            path = scratch / f"{'-'.join((reader, zone.replace('/', '-'), *options))}.ics"
            meant = plan(path, zone, *options)
            cells.append(right(meant, readers.read(reader, path, zone)))
        everything &= cells == [f"{EVENTS}/{EVENTS}"] * len(ZONES)
        print("|", reader, "|", " | ".join(cells), "|")
    return everything


def share_a_calendar(readers: Readers, scratch: Path) -> bool:
    """Put two people's plans into one khal, then a newer one of the first."""
    zone = "Europe/Berlin"
    khal = Khal(readers, zone, scratch / "shared")
    one, other = scratch / "one.ics", scratch / "other.ics"
    for path in (one, other):
        plan(path, zone, home=path.stem)
    both = khal.holds(one, other)
    plan(one, zone, "--start", "2026-10-25", home="one")
    later = khal.holds(one)
    moved = [uid for uid in both if both[uid] != later[uid]]
    print(f"two people's plans in one khal: {len(both)} events of {2 * EVENTS}")
    print(f"after a newer plan of one: {len(later)} events, {len(moved)} of them moved")
    return len(both) == len(later) == 2 * EVENTS and len(moved) == EVENTS


def main() -> None:
    """Read everything everywhere; exit with 1 unless each reader is right."""
    with tempfile.TemporaryDirectory() as folder:
        scratch = Path(folder)
        readers = Readers(scratch)
        print("times in UTC, as runaway writes them:\n")
        is_right = table(readers, scratch)
        print("\nfloating times, for comparison:\n")
        table(readers, scratch, "--floating")
        print()
        is_right &= share_a_calendar(readers, scratch)
    sys.exit(0 if is_right else 1)


if __name__ == "__main__":
    main()
