"""docs/images/graph-model.svg, drawn from the schema, the graph's shape and Browser's style: `python tests/model_picture.py`.

A relationship type stands on the arrow between the kinds of nodes that it joins; those between entities are listed with
the types that may stand at their ends. The picture brings its own ground, light or dark as the reader's screen is.
"""

from __future__ import annotations

import math
import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from xml.sax.saxutils import escape

ROOT = Path(__file__).parent.parent
sys.path[:0] = [str(ROOT), str(Path(__file__).parent)]

from graph_style import FILE, read_style, style_of  # noqa: E402

from extract.schema import DATE, load_schema  # noqa: E402
from graph.building.shape import COMMITMENT, DOCUMENT, ENTITY, HELD_ON, PARAGRAPH, STATEMENT, STRUCTURE, ends  # noqa: E402

PICTURE = ROOT / "docs" / "images" / "graph-model.svg"
WIDTH, HEIGHT = 980, 846
RULES = read_style(FILE.read_text(encoding="utf-8"))
SCHEMA = load_schema()
# Where the kinds of nodes stand, how large they are, and their Chinese names, which the schema does not give.
CIRCLES = {
    DOCUMENT: (120, 170, 62, "文件"),
    PARAGRAPH: (120, 390, 48, "段落"),
    STATEMENT: (510, 390, 56, "陈述"),
    ENTITY: (510, 170, 66, "实体"),
    DATE: (850, 170, 44, "日期"),
}
STYLE = """
  text { font-family: system-ui, "Noto Sans CJK SC", "PingFang SC", "Microsoft YaHei", sans-serif; font-size: 14px; fill: #1f2937 }
  .ground { fill: #ffffff; stroke: #d1d5db } .under { fill: #ffffff } .arrow { stroke: #6b7280; stroke-width: 2; fill: none }
  .tip { fill: #6b7280 } .middle { text-anchor: middle } .strong { font-weight: 600 } .soft { fill: #4b5563; font-size: 13px }
  @media (prefers-color-scheme: dark) {
    text { fill: #e5e7eb } .ground, .under { fill: #161b22 } .ground { stroke: #374151 } .soft { fill: #9ca3af }
    .arrow { stroke: #9ca3af } .tip { fill: #9ca3af }
  }
"""


def render_picture() -> str:
    """The picture, an SVG."""
    parts = [*_arrows(), *_loop(), *(part for kind in CIRCLES for part in _circle(kind)), *_kinds(), *_relations()]
    title = "The graph: documents have paragraphs, in which statements stand; these concern entities, which are related to each other."
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" aria-label="{title}">',
            f"<style>{STYLE}</style>",
            '<marker id="tip" viewBox="0 0 10 10" refX="9" refY="5" markerWidth="7" markerHeight="7" orient="auto-start-reverse">',
            '<path class="tip" d="M0 0 10 5 0 10Z"/></marker>',
            f'<rect class="ground" x="1" y="1" width="{WIDTH - 2}" height="{HEIGHT - 2}" rx="12"/>',
            *parts,
            "</svg>\n",
        ]
    )


def _arrows() -> Iterator[str]:
    """One arrow for each pair of kinds, with all the types that join them."""
    joined: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
    for type_ in (*STRUCTURE, HELD_ON):
        joined[ends(type_)].append(type_)
    for (head, tail), types in joined.items():
        start, end = _edge(head, tail), _edge(tail, head)
        yield f'<path class="arrow" marker-end="url(#tip)" d="M{start[0]:.0f} {start[1]:.0f} {end[0]:.0f} {end[1]:.0f}"/>'
        yield from _labels([_named(type_) for type_ in types], (start[0] + end[0]) / 2, (start[1] + end[1]) / 2)


def _edge(kind: str, towards: str) -> tuple[float, float]:
    """The point of a circle that is nearest to another one."""
    (x, y, radius, _), (to_x, to_y, *_) = CIRCLES[kind], CIRCLES[towards]
    angle = math.atan2(to_y - y, to_x - x)
    return x + (radius + 4) * math.cos(angle), y + (radius + 4) * math.sin(angle)


def _labels(lines: list[str], x: float, y: float) -> Iterator[str]:
    width, height = max(map(_measure, lines)) * 14 + 12, 20 * len(lines) + 4
    yield f'<rect class="under" x="{x - width / 2:.0f}" y="{y - height / 2:.0f}" width="{width:.0f}" height="{height}"/>'
    for number, line in enumerate(lines):
        yield _text(line, x, y - height / 2 + 17 + 20 * number, "middle")


def _loop() -> Iterator[str]:
    x, y, radius, _ = CIRCLES[ENTITY]
    top = y - radius
    curve = f"M{x - 26} {top + 4} C{x - 90} {top - 90} {x + 90} {top - 90} {x + 28} {top + 2}"
    yield f'<path class="arrow" marker-end="url(#tip)" d="{curve}"/>'
    yield from _labels([f"{len(SCHEMA.relations) - 1} relations, listed below"], x, top - 66)


def _circle(kind: str) -> Iterator[str]:
    x, y, radius, name = CIRCLES[kind]
    style = style_of(RULES, (kind,))
    yield (
        f'<circle cx="{x}" cy="{y}" r="{radius}" fill="{style["color"]}" stroke="{style["border-color"]}" '
        f'stroke-width="{style["border-width"].removesuffix("px")}"/>'
    )
    ink = style["text-color-internal"]
    yield _text(name, x, y - 2, "middle strong", ink)
    yield _text(kind, x, y + 17, "middle", ink)


def _kinds() -> Iterator[str]:
    """The types of entities and the statement that binds, as chips."""
    yield _text("An :Entity is also one of", 640, 262, "strong")
    for number, (type_, spec) in enumerate(SCHEMA.types.items()):
        yield from _chip(type_, f"{type_} {spec['zh']}", 640 + 166 * (number % 2), 276 + 34 * (number // 2))
    yield _text("A :Statement that promises is also a", 640, 440, "strong")
    yield from _chip(COMMITMENT, f"{COMMITMENT} 承诺", 640, 452)


def _chip(label: str, text: str, x: float, y: float) -> Iterator[str]:
    style = style_of(RULES, (label,))
    yield f'<rect x="{x}" y="{y}" width="158" height="26" rx="13" fill="{style["color"]}" stroke="{style["border-color"]}"/>'
    yield _text(text, x + 79, y + 18, "middle", style["text-color-internal"])


def _relations() -> Iterator[str]:
    yield _text("Relations: stated in a text, with place and quote, or known to the lexicon", 40, 512, "strong")
    for number, relation in enumerate(SCHEMA.relations.values()):
        y = 540 + 20 * number
        known = [*SCHEMA.types, DATE]
        heads, tails = (", ".join(sorted(types, key=known.index)) for types in (relation.head, relation.tail))
        yield _text(_named(relation.name), 40, y)
        yield _text(f"{heads} → {tails}", 240, y, "soft")


def _named(type_: str) -> str:
    return f"{type_} {RULES[f'relationship.{type_}']['caption']}"


def _text(text: str, x: float, y: float, classes: str = "", ink: str = "") -> str:
    given = f' class="{classes}"' if classes else ""
    # The colour of a style would give way to the sheet's; an attribute `style` does not.
    ink = f' style="fill:{ink}"' if ink else ""
    return f'<text x="{x:.0f}" y="{y:.0f}"{given}{ink}>{escape(text)}</text>'


def _measure(text: str) -> float:
    return sum(1.0 if ord(character) > 0x2E7F else 0.66 if character.isupper() or character == "_" else 0.55 for character in text)


if __name__ == "__main__":
    PICTURE.write_text(render_picture(), encoding="utf-8")
