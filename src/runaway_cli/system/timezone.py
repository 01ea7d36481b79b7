"""The time zone of this machine, its summer time included."""

from datetime import UTC, datetime, timedelta, tzinfo


class Local(tzinfo):
    """Whatever zone the system is set to (`TZ`): each moment has the offset valid at its time."""

    def utcoffset(self, when: datetime | None) -> timedelta | None:
        """Return the offset at a local time; `fold` tells in the hour that comes twice."""
        return _offset(when.replace(tzinfo=None)) if when else None

    def dst(self, when: datetime | None) -> timedelta | None:
        """Return None: the system does not say."""
        return None

    def tzname(self, when: datetime | None) -> str | None:
        """Return what people call the zone, such as CET."""
        return when.replace(tzinfo=None).astimezone().tzname() if when else None

    def fromutc(self, when: datetime) -> datetime:
        """Return the local time of a moment whose clock shows UTC."""
        offset = _offset(when.replace(tzinfo=UTC))
        local = when.replace(tzinfo=None) + offset
        return local.replace(tzinfo=self, fold=_offset(local) != offset)  # an hour comes twice


def _offset(when: datetime) -> timedelta:
    """Return what the system adds to UTC at a time, in whole minutes, as TOML needs it.

    Nothing if the system's answer is no offset: `TZ` may say 24 hours.
    """
    try:
        offset = when.astimezone().utcoffset()
    except (ValueError, OverflowError, OSError):
        offset = None
    return timedelta(minutes=round((offset or timedelta()) / timedelta(minutes=1)))


LOCAL = Local()
