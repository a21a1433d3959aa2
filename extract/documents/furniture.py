"""Takes off what stands between the lines of a text without being text: page furniture, running heads, captions told twice."""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Iterator, Sequence

from extract.documents.layout import find_credit, find_markers, is_furniture, kind_of_title, read_date, trim
from extract.documents.lines import CAPTION, HEADING, LONG_LINE, Line, is_bare, is_closed, with_text
from extract.records import change

_LONGEST_CAPTION = 300
_NEAR = 100  # lines; a caption repeats what stands near it
_OFTEN, _SHORTEST_HEAD = 3, 6


def drop_furniture(lines: Sequence[Line]) -> Iterator[Line]:
    """Without page numbers, bylines and the like, page references and agency lines; a date is kept for the title page."""
    for line in lines:
        if read_date(line.text) or not is_furniture(line.text):
            traced = trim(line.traced)
            if traced.text:
                yield with_text(line, traced)


def drop_running_heads(lines: Sequence[Line]) -> Iterator[Line]:
    """Without the heads that pages repeat: of titles every repetition, of other bare lines all but the first of three."""
    counts = Counter(line.text for line in lines if is_bare(line.text))
    seen: set[str] = set()
    for i, line in enumerate(lines):
        repeated = line.text in seen and len(line.text) >= _SHORTEST_HEAD
        often = repeated and counts[line.text] >= (2 if kind_of_title(line.text) else _OFTEN)
        if not often and not _parts_a_sentence(lines, i):
            yield line
        seen.add(line.text)


def _parts_a_sentence(lines: Sequence[Line], index: int) -> bool:
    """`…我们指定有关` + `某某会晤宣言` + `高级代表牵头…。`: a title between the halves of a sentence."""
    line, before, after = lines[index], lines[max(index - 1, 0)], lines[min(index + 1, len(lines) - 1)]
    if not (is_bare(line.text) and kind_of_title(line.text)) or line.role == HEADING or before is line or after is line:
        return False
    is_open = len(before.text) >= LONG_LINE and not is_closed(before.text) and not is_bare(before.text)
    return is_open and not is_bare(after.text) and not any(find_markers(after.text))


def mark_captions(lines: Sequence[Line]) -> Iterator[Line]:
    """Lines that end with a photographer's credit are captions; one that says what was said before is left out."""
    said: deque[str] = deque(maxlen=_NEAR)
    for line in lines:
        credit = find_credit(line.text) if len(line.text) <= _LONGEST_CAPTION else None
        if credit is None and line.role != CAPTION:
            said.append(line.text)
            yield line
            continue
        words = line.text[: len(line.text) - len(credit[0])].strip() if credit else line.text
        if not any(words in earlier for earlier in said):
            said.append(words)
            yield change(line, role=CAPTION)
