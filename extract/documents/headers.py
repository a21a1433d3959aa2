"""What a document says about itself: a YAML head, a sidecar, and, where both are silent, its own first and last lines."""

from __future__ import annotations

import dataclasses
import email.utils
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from extract.documents.decoding import decode, read_bytes
from extract.documents.layout import date_of_title, find_agency, is_published, kind_of_title, read_date
from extract.documents.lines import HEADING, Line, is_bare, is_latin
from extract.documents.numbering import read_numbering
from extract.expectations import check_expectations
from extract.model import InputError, Metadata, metadata

SIDECAR_SUFFIXES = (".yml", ".yaml")
_HEAD = re.compile(r"\A\s*---[ \t]*\r?\n(?P<yaml>.*?)^(?:---|\.\.\.)[ \t]*(?:\r?\n|\Z)", re.DOTALL | re.MULTILINE)
_KEY = re.compile(r"\s*\w+:(?:\s|$)")
_FIELDS = frozenset(field.name for field in dataclasses.fields(Metadata))
_DATE = re.compile(r"\d{4}(?:-\d{2}(?:-\d{2})?)?")
MAX_YAML = 100_000  # characters
_FRONT_LINES = 12
_BYLINE = re.compile(r"(?:^|\s)(?:来源|稿源)\s*[:：]\s*(?P<name>\S{2,30})$")
_BELOW_LEAD = 6  # `新华社…电 …全文如下：` may stand above title and date
_CLOSING_LINES = 8
_DATELINE = re.compile(r"(?:新华社|中新社|本报|央视网消息|中国日报网|塔斯社).{0,30}?(?:[电讯]|[）):：])")


@dataclasses.dataclass(frozen=True, slots=True)
class Front:
    """What the lines around the text tell: title and date (ISO); and the lines that remain."""

    title: str | None
    date: str | None
    lines: tuple[Line, ...]


def split_head(source: str, *, name: str, sure: bool = True) -> tuple[dict[str, Any], int]:
    """The YAML between `---` and `---` at the top, and the offset of what follows it; ({}, 0) where there is none.

    sure: what stands there must be YAML; otherwise a text that merely begins with a rule is left alone.
    """
    match = _HEAD.match(source)
    if match is None or not (sure or _KEY.match(match["yaml"])):
        return {}, 0
    first = source.count("\n", 0, match.start("yaml"))
    return _keep_known(load_yaml(match["yaml"], name=name, first_line=first)), match.end()


def _keep_known(head: dict[str, Any]) -> dict[str, Any]:
    """A head with an id is ours, and every key of it counts. Any other is a web page's own: only title and date do."""
    if "id" in head:
        return head
    return {key: head[key] for key in ("title", "date") if head.get(key) is not None}


def find_sidecar(path: Path) -> Path | None:
    """`x.txt.yml` or `x.yml` beside `x.txt`."""
    named = [path.with_name(path.name + suffix) for suffix in SIDECAR_SUFFIXES]
    return next((file for file in (*named, *map(path.with_suffix, SIDECAR_SUFFIXES)) if file.exists()), None)


def read_sidecar(path: Path) -> dict[str, Any]:
    """The mapping in a sidecar. Raises InputError for malformed YAML and unknown keys."""
    raw = load_yaml(decode(read_bytes(path), name=str(path)), name=str(path))
    _refuse_unknown(raw, str(path))
    return raw


def _refuse_unknown(raw: Mapping[str, Any], name: str) -> None:
    unknown = sorted(str(key) for key in raw if key not in _FIELDS)
    if unknown:
        raise InputError(f"{name}: unknown metadata keys {', '.join(unknown)}; known are {', '.join(sorted(_FIELDS))}")


def load_yaml(text: str, *, name: str, first_line: int = 0) -> dict[str, Any]:
    """The mapping that the text holds. Raises InputError naming file and line."""
    import yaml

    if len(text) > MAX_YAML:
        raise InputError(f"{name}: {len(text)} characters of metadata, more than the limit of {MAX_YAML}; leave notes out of them")
    try:
        raw = yaml.safe_load(text)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = first_line + mark.line + 1 if mark else first_line + 1
        problem = getattr(error, "problem", None) or str(error).splitlines()[0]
        raise InputError(f"{name}:{line}: malformed YAML ({problem}); mend the line") from error
    except (ValueError, RecursionError) as error:
        raise InputError(f"{name}:{first_line + 1}: malformed YAML ({error}); mend the value") from error
    if not isinstance(raw, dict):
        raise InputError(f"{name}:{first_line + 1}: want a YAML mapping of metadata, such as `title: …`")
    return raw


def make_metadata(raw: Mapping[str, Any], *, name: str) -> Metadata:
    """Metadata of a head and a sidecar. Raises InputError on unknown keys, wrong types and impossible dates."""
    checked = check_values(raw, name=name)
    return metadata({**checked, "date": _iso_date(checked.get("date"), name)})


def check_values(raw: Mapping[str, Any], *, name: str) -> dict[str, Any]:
    """The values, single ones as strings. Raises InputError naming the key that is unknown or has a value of another type."""
    _refuse_unknown(raw, name)
    return {key: _check_value(key, value, name) for key, value in raw.items() if value is not None}


def _check_value(key: str, value: Any, name: str) -> Any:
    if key in ("signatories", "errors"):
        if not isinstance(value, list):
            raise InputError(f"{name}: {key} must be a list, such as `{key}: [CHN, RUS]`")
        return [str(item) for item in value]
    if key == "expect":
        return check_expectations(value, name=name)
    if isinstance(value, (list, dict)):
        raise InputError(f"{name}: {key} must be one value, not a list or mapping")
    if key == "paragraphs":
        if not isinstance(value, int) or isinstance(value, bool) or value < 1:
            raise InputError(f"{name}: paragraphs must be the number of paragraphs, not {value!r}")
        return value
    return str(value)


def _iso_date(value: Any, name: str) -> str | None:
    """YAML dates, `2021-06`, and the dates of mail headers (`Thu, 23 Jun 2022 16:45:13 GMT`), as ISO 8601."""
    if value is None:
        return None
    text = str(value)[:10] if re.match(r"\d{4}-\d{2}-\d{2}[ T]", str(value)) else str(value)
    if _DATE.fullmatch(text):
        return text
    try:
        return email.utils.parsedate_to_datetime(text).date().isoformat()
    except (TypeError, ValueError) as error:
        raise InputError(f"{name}: date {text!r} is no date; write it as 2021-06-01, 2021-06 or 2021") from error


def read_front(lines: Sequence[Line], *, title: str | None) -> Front:
    """Takes title and date lines off the top, where they are surely that.

    `title` is the known title: a line that repeats it (a title, a running head) is no part of the text.
    """
    front = _front_lines(lines)
    found = title or _find_title(front)
    dates = {i for i, line in enumerate(lines[: len(front) + _BELOW_LEAD]) if read_date(line.text)}
    kept = [line for i, line in enumerate(lines) if i not in dates and not _is_same(line.text, found)]
    closing = [line.text for line in lines[-_CLOSING_LINES:] if read_date(line.text)]
    return Front(found, _choose_date([*(lines[i].text for i in sorted(dates)), *closing], found), tuple(kept))


def _choose_date(dated: Sequence[str], title: str | None) -> str | None:
    """The day of the text: the first date line, the title's date, and only then the day of its publication."""
    own = next((read_date(text) for text in dated if not is_published(text)), None)
    return own or (date_of_title(title) if title else None) or next(map(read_date, dated), None)


def find_origin(lines: Sequence[Line]) -> str | None:
    """Where the text was taken from: the agency line that ends it (`（新华社贵阳6月1日电）`), or a byline (`来源：新华社`)."""
    agencies = (find_agency(line.text) for line in reversed(lines[-2:]))
    bylines = (match["name"] for line in lines[:_FRONT_LINES] if (match := _BYLINE.search(line.text)))
    return next(filter(None, agencies), None) or next(bylines, None)


def _front_lines(lines: Sequence[Line]) -> Sequence[Line]:
    """The lines before the first sentence or number."""
    numbered = min(read_numbering(lines).paragraphs, default=len(lines))
    body = next((i for i, line in enumerate(lines) if not is_bare(line.text) and not read_date(line.text)), len(lines))
    return lines[: min(numbered, body, _FRONT_LINES)]


def _find_title(front: Sequence[Line]) -> str | None:
    """A heading by its markup, or the first line that ends with a text's noun (宣言, 公报, 讲话) or begins with it."""
    marked = (line.text for line in front if line.role == HEADING)
    named = (line.text for line in front if kind_of_title(line.text))
    return next(marked, None) or next(named, None)


def _is_same(text: str, title: str | None) -> bool:
    return title is not None and "".join(text.split()) == "".join(title.split())


def infer_metadata(given: Mapping[str, Any], front: Front, origin: str | None, text: str) -> dict[str, Any]:
    """The given metadata, and what the text surely tells where they are silent."""
    title = given.get("title") or front.title
    told = {
        "title": title,
        "date": front.date,
        "kind": (kind_of_title(title) if title else None) or ("news" if _DATELINE.match(text) else None),
        "language": "en" if is_latin(text[:2000]) else "zh",
        "source": origin,
    }
    return {**{key: value for key, value in told.items() if value is not None}, **given}
