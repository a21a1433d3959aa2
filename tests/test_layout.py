"""The patterns of layout.yml against their own examples and counter-examples; labels and dates."""

from __future__ import annotations

import pytest

from extract.documents.layout import find_credit, load_layout, read_date, read_label, read_layout

LAYOUT = read_layout()


def patterns(group: str, key: str) -> list[tuple[str, str, str]]:
    return [(group, name, text) for name, spec in LAYOUT[group].items() for text in spec[key]]


GROUPS = ("markers", "furniture", "tails", "heads", "dates")


@pytest.mark.parametrize(("group", "name", "text"), [case for group in GROUPS for case in patterns(group, "examples")])
def test_layout_examples_match(group: str, name: str, text: str) -> None:
    pattern = getattr(load_layout(), group)[name]
    assert pattern.match(text) if group in ("markers", "heads") else pattern.fullmatch(text)


@pytest.mark.parametrize(("group", "name", "text"), [case for group in GROUPS for case in patterns(group, "counterexamples")])
def test_layout_counterexamples_do_not_match(group: str, name: str, text: str) -> None:
    pattern = getattr(load_layout(), group)[name]
    assert not (pattern.match(text) if group in ("markers", "heads") else pattern.fullmatch(text))


def test_credits_are_known() -> None:
    assert all(find_credit(text) for text in LAYOUT["credit"]["examples"])
    assert not any(find_credit(text) for text in LAYOUT["credit"]["counterexamples"])


@pytest.mark.parametrize(
    ("label", "number"), [("38", 38), ("１２", 12), ("三十五", 35), ("一百零三", 103), ("十", 10), ("XIV", 14), ("IX", 9), ("b", 2)]
)
def test_labels_are_numbers(label: str, number: int) -> None:
    assert read_label(label) == number


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("一九六三年一月八日", "1963-01-08"),
        ("二〇三一年五月三日于某城", "2031-05-03"),
        ("Moscow, 17 November 2020", "2020-11-17"),
        ("2020年13月4日", None),
        ("2020年9月4日举行会议。", None),
    ],
)
def test_dates_of_lines(text: str, date: str | None) -> None:
    assert read_date(text) == date
