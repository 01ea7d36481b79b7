"""The time zone of this machine, its summer time included."""

from datetime import UTC, datetime, timedelta, tzinfo


class Local(tzinfo):
    """Whatever zone the system is set to (`TZ`): each moment has the offset valid at its time."""

    def utcoffset(self, when: datetime | None) -> timedelta | None:
        """Return the offset at a local time; `fold` tells in the hour that comes twice."""
        return when.replace(tzinfo=None).astimezone().utcoffset() if when else None

    def dst(self, when: datetime | None) -> timedelta | None:
        """Return None: the system does not say."""
        return None

    def tzname(self, when: datetime | None) -> str | None:
        """Return what people call the zone, such as CET."""
        return when.replace(tzinfo=None).astimezone().tzname() if when else None

    def fromutc(self, when: datetime) -> datetime:
        """Return the local time of a moment whose clock shows UTC."""
        moment = when.replace(tzinfo=UTC)
        local = moment.astimezone().replace(tzinfo=None)
        is_second = local.astimezone().astimezone(UTC) != moment  # the hour that comes twice
        return local.replace(tzinfo=self, fold=is_second)


LOCAL = Local()
