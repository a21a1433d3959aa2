"""Characters at their places -> text: spaces where a reader reads them, look-alikes as what they stand for, marks of notes."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from extract.documents.lines import join_with
from extract.documents.pdf.layer import Page, Run
from extract.documents.pdf.segments import Sheet, read_sheets


def run(text: str, *, at: float = 0.0, baseline: float = 0.0, size: float = 10.0, gaps: Sequence[float] = (), wide: float = 10.0) -> Run:
    """Characters one behind the other, Latin ones half as wide; `gaps` are the spaces before them, the last for all that follow."""
    starts, ends = [], []
    for i, char in enumerate(text):
        at += gaps[min(i, len(gaps) - 1)] if gaps and i else 0.0
        starts.append(at)
        at += wide if ord(char) > 0x2000 else wide / 2
        ends.append(at)
    return Run(text, starts, ends, baseline, size, False, 0)


def read(*runs: Run) -> Sheet:
    (sheet,) = read_sheets([Page(1, tuple(runs))])
    return sheet


def texts(*runs: Run) -> list[str]:
    return [segment.text for segment in read(*runs).segments]


GAPS = {
    "justified Chinese": ("我们重申宗旨", [0, 1], "我们重申宗旨"),
    "Chinese set wide": ("联合国宪章", [0, 6], "联合国宪章"),
    "name behind a name": ("主席张三", [0, 0, 3, 0], "主席 张三"),
    "written spaces between Chinese": ("我 们 重 申", [0], "我们重申"),
    "quarter of an em around digits": ("于2031年5月", [0, 2.5, 0, 0, 0, 2.5, 2.5, 2.5], "于2031年5月"),
    "spaces around digits": ("第75号，于2031 年", [0], "第75号，于2031 年"),
    "Latin words without written spaces": ("oftheUN", [0, 0, 2.5, 0, 0, 2.5, 0], "of the UN"),
    "Latin quotation marks": ("the “common”", [0], "the “common”"),
    "Chinese quotation marks": ("支持“金砖+”合作", [0], "支持“金砖+”合作"),
    "radicals and ligatures": ("⾦砖⼀体 ﬁrst", [0], "金砖一体 first"),
}


@pytest.mark.parametrize("case", GAPS)
def test_spaces_are_where_a_reader_reads_them(case: str) -> None:
    text, gaps, wanted = GAPS[case]
    assert texts(run(text, gaps=gaps)) == [wanted]


def test_quarter_of_an_em_is_a_space_where_others_have_none() -> None:
    rows = [run("第3届、第4届、第5届", baseline=40), run("于2031年", gaps=[0, 2.5, 0])]
    assert texts(*rows) == ["第3届、第4届、第5届", "于 2031年"]


def test_wide_gap_parts_segments() -> None:
    assert texts(run("左"), run("右", at=30)) == ["左", "右"]


def test_character_struck_twice_counts_once() -> None:
    assert texts(run("宣言"), run("宣言", at=0.5)) == ["宣言"]


def test_two_characters_of_one_glyph_stay_two() -> None:
    assert texts(Run("中——欧", [0, 10, 10, 30], [10, 30, 30, 40], 0, 10, False, 0)) == ["中——欧"]


def test_brackets_that_overlap_stand_in_the_order_of_their_ink() -> None:
    """》(《 with the empty halves of the squares cut off: the origin of 《 lies before that of (."""
    assert texts(Run("》《", [0, 10.5], [10, 20.5], 0, 10, False, 0), Run("(", [11.5], [15], 0, 10, False, 0)) == ["》(《"]


def test_mark_of_a_note_goes_and_is_told() -> None:
    sheet = read(run("合作。"), run("12", at=30, baseline=4, size=6))
    assert ([segment.text for segment in sheet.segments], sheet.marks) == (["合作。"], {"12"})


@pytest.mark.parametrize(("text", "whole"), [("km", "km2"), ("10", "106")])
def test_raised_digit_of_a_unit_or_power_stays(text: str, whole: str) -> None:
    assert texts(run(text), run(whole[2:], at=10, baseline=4, size=6)) == [whole]


BETWEEN = [("重申", "宪章", ""), ("the", "Charter", " "), ("a “common”", "good", " "), ("café", "Élysée", " "), ("于2031", "年", "")]


@pytest.mark.parametrize(("left", "right", "space"), BETWEEN)
def test_what_stands_between_two_rows(left: str, right: str, space: str) -> None:
    assert join_with(left, right) == space
