"""The days that a date of a document or an event covers."""

from __future__ import annotations

import calendar
import re

DATE = re.compile(r"(?P<year>[0-9]{4})(?:-(?P<month>0[1-9]|1[0-2])(?:-(?P<day>0[1-9]|[12][0-9]|3[01]))?)?")
Days = tuple[str, str]  # the first and the last, in ISO 8601


def read_days(date: str) -> Days | None:
    """The days of an ISO date, month or year; None for what is no date, as 2021-02-30 is none."""
    found = DATE.fullmatch(date)
    if not found or found["year"] == "0000":
        return None
    year, month, day = found["year"], found["month"], found["day"]
    if not month:
        return f"{year}-01-01", f"{year}-12-31"
    longest = calendar.monthrange(int(year), int(month))[1]
    if not day:
        return f"{year}-{month}-01", f"{year}-{month}-{longest}"
    return (date, date) if int(day) <= longest else None
