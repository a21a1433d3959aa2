"use strict";
// The strip of years: a click chooses a year, drawing over several chooses them all; the list below shows what is chosen.
const strip = one(".strip"),
  columns = all("li[data-y]", strip);
const yearOf = (target) => Number(target?.closest?.("li[data-y]")?.dataset.y) || null;

function showTimeline({ from, to }, visible) {
  const within = (year) => (from === null || year >= from) && (to === null || year <= to);
  for (const column of columns) column.classList.toggle("out", !within(Number(column.dataset.y)));
  for (const year of all(".years > li")) {
    year.hidden = !within(Number(year.dataset.y));
    for (const item of all(".documents li", year))
      item.hidden = Boolean(visible.allowed) && !visible.allowed.has(docs[linksTo(item, "d")[0]]);
    for (const item of all(".events li", year)) item.hidden = !visible.nodes.has(nodes.get(linksTo(item, "n")[0]));
  }
}

function startTimeline() {
  let first = null;
  strip.addEventListener("pointerdown", (event) => {
    first = yearOf(event.target);
  });
  strip.addEventListener("pointerup", (event) => {
    const last = yearOf(document.elementFromPoint(event.clientX, event.clientY));
    if (first && last && last !== first) change({ from: Math.min(first, last), to: Math.max(first, last) });
    first = null;
  });
  strip.addEventListener("dragstart", (event) => event.preventDefault());
  strip.addEventListener("click", (event) => {
    const link = event.target.closest("a");
    if (!link) return;
    event.preventDefault();
    event.stopPropagation();
    const year = yearOf(link),
      same = state.from === year && state.to === year;
    if (!justDrawn(year)) change(same ? { from: null, to: null } : { from: year, to: year });
  });
}

// The click that ends a drawing over several years is none of its own.
const justDrawn = (year) =>
  state.from !== null && state.from !== state.to && performance.now() - lastChange < 50 && year >= state.from && year <= state.to;
