
"use strict";
// Everything shown here is cloned from the page's own tables: the script makes no text of names and asks for nothing.
const one = (selector, within = document) => within.querySelector(selector);
const all = (selector, within = document) => [...within.querySelectorAll(selector)];
const make = (tag, className, ...children) => {
  const made = document.createElement(tag);
  if (className) made.className = className;
  made.append(...children);
  return made;
};
const copies = (cell) => [...cell.childNodes].map((child) => child.cloneNode(true));

const drawing = one("#drawing"), panel = one("#panel"), search = one("#search"), found = one("#found");
const hint = panel.firstElementChild;
const shapes = new Map(all(".node", drawing).map((node) => [node.dataset.n, node]));
const lines = all(".edges .edge", drawing);
const rows = new Map(all("#nodes-table tbody tr").map((row) => [row.id.slice(1), row]));
const links = all("#edges-table tbody tr");
let chosen = null;

function mark(number) {
  all(".on, .near", drawing).forEach((shape) => shape.classList.remove("on", "near"));
  drawing.classList.toggle("chosen", shapes.has(number));
  if (!shapes.has(number)) return;
  shapes.get(number).classList.add("on");
  for (const line of lines) {
    const { h, t } = line.dataset;
    if (h !== number && t !== number) continue;
    line.classList.add("on");
    shapes.get(h === number ? t : h).classList.add("near");
  }
}

function bringIntoView(shape) {
  const box = one("#scroller"), frame = box.getBoundingClientRect(), place = one("circle, polygon", shape).getBoundingClientRect();
  const inside = place.left > frame.left && place.right < frame.right && place.top > frame.top && place.bottom < frame.bottom;
  if (!inside) box.scrollBy(place.left - frame.left - frame.width / 2, place.top - frame.top - frame.height / 2);
}

function heading(row) {
  const title = make("h2", row.className, ...copies(one(".name", row)));
  const facts = make("div", "facts");
  for (const cell of [...row.cells].slice(1)) {
    if (cell.textContent) facts.append(cell.dataset.label.split(" ")[0], " ", ...copies(cell), "　");
  }
  const names = all(".second, .aliases, .id", row).map((name) => name.cloneNode(true));
  return [title, ...names, facts];
}

function partner(link, number) {
  const leaving = link.dataset.h === number;
  const kind = make("span", "", ...copies(link.cells[1]));
  const other = make("span", "", ...copies(link.cells[leaving ? 2 : 0]));
  const arrow = link.className === "together" ? " — " : leaving ? " → " : " ← ";
  return make("li", "", make("div", "", kind, arrow, other), ...copies(link.cells[5]));
}

function group(kind, number) {
  const own = links.filter((l) => l.className === kind && (l.dataset.h === number || l.dataset.t === number));
  if (!own.length) return [];
  const title = make("h3", "", ...copies(own[0].cells[3]), make("span", "count", String(own.length)));
  return [title, make("ul", "", ...own.map((link) => partner(link, number)))];
}

function choose(number, { focus = false } = {}) {
  chosen = rows.has(number) ? number : null;
  mark(chosen);
  if (shapes.has(chosen)) bringIntoView(shapes.get(chosen));
  panel.scrollTop = 0;
  if (chosen === null) return panel.replaceChildren(hint);
  const close = make("button", "close", "×");
  close.type = "button";
  close.setAttribute("aria-label", "关闭 close");
  close.addEventListener("click", () => choose(null));
  panel.replaceChildren(close, ...heading(rows.get(number)), ...["fact", "background", "together"].flatMap((kind) => group(kind, number)));
  if (focus) panel.focus({ preventScroll: true });
  if (focus && window.matchMedia("(max-width: 1000px)").matches) panel.scrollIntoView({ block: "nearest" });
}

function lookUp() {
  const wanted = search.value.normalize("NFKC").trim().toLowerCase();
  const hits = wanted ? [...rows].filter(([, row]) => row.dataset.names.normalize("NFKC").toLowerCase().includes(wanted)) : [];
  const exact = ([, row]) => row.dataset.names.normalize("NFKC").toLowerCase().split("\n").includes(wanted);
  hits.sort((a, b) => exact(b) - exact(a));
  if (wanted) choose(null);
  drawing.classList.toggle("searched", Boolean(wanted));
  for (const [number, shape] of shapes) shape.classList.toggle("hit", hits.some(([hit]) => hit === number));
  found.textContent = wanted ? `${hits.length} ⁄ ${rows.size}` : "";
  return hits;
}

function sortBy(table, column, button) {
  const head = button.parentElement, down = head.getAttribute("aria-sort") === "ascending";
  const numeric = one("tbody tr", table)?.cells[column].classList.contains("number");
  const value = (row) => row.cells[column].dataset.sort ?? row.cells[column].textContent;
  const order = numeric ? (a, b) => value(a) - value(b) : (a, b) => value(a).localeCompare(value(b), "zh");
  const sorted = all("tbody tr", table).sort(order);
  one("tbody", table).append(...(down ? sorted.reverse() : sorted));
  all("th", table).forEach((th) => th.removeAttribute("aria-sort"));
  head.setAttribute("aria-sort", down ? "descending" : "ascending");
}

function zoom(how) {
  const box = one("#scroller"), now = drawing.getBoundingClientRect().width;
  const factor = { in: 1.3, out: 1 / 1.3 }[how];
  const width = factor ? Math.max(280, Math.min(6000, now * factor)) : box.clientWidth;
  const x = (box.scrollLeft + box.clientWidth / 2) / now, y = (box.scrollTop + box.clientHeight / 2) / now;
  drawing.style.width = `${width}px`;
  box.scrollTo(x * width - box.clientWidth / 2, y * width - box.clientHeight / 2);
}

function filter() {
  const off = new Set(all(".legend input:not(:checked)").map((box) => box.dataset.type ?? box.dataset.kind));
  for (const shape of shapes.values()) shape.classList.toggle("off", [...shape.classList].some((name) => off.has(name.slice(2))));
  for (const line of lines) {
    const ends = [line.dataset.h, line.dataset.t].some((end) => shapes.get(end).classList.contains("off"));
    line.classList.toggle("off", ends || [...line.classList].some((name) => off.has(name)));
  }
}

document.addEventListener("click", (event) => {
  const target = event.target.closest("a[data-n]");
  if (!target || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  choose(target.dataset.n, { focus: true });
});
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  const last = chosen;
  choose(null);
  if (shapes.has(last)) shapes.get(last).focus();
});
search.addEventListener("input", lookUp);
search.addEventListener("keydown", (event) => {
  if (event.key !== "Enter") return;
  const [first] = lookUp();
  if (first) choose(first[0], { focus: true });
});
all("[data-zoom]").forEach((button) => button.addEventListener("click", () => zoom(button.dataset.zoom)));
all(".legend input").forEach((box) => box.addEventListener("change", filter));
for (const table of all("table")) {
  all("th", table).forEach((head, column) => {
    const button = make("button", "", ...head.childNodes);
    button.type = "button";
    button.addEventListener("click", () => sortBy(table, column, button));
    head.replaceChildren(button);
  });
}
function follow() {
  const [, number] = /^#n([0-9]+)$/.exec(window.location.hash) ?? [];
  const first = all(".node", drawing).at(-1); // the most central one is drawn last
  if (!rows.has(number)) return first && bringIntoView(first);
  choose(number);
  one("main").scrollIntoView();
}
window.addEventListener("hashchange", follow);
window.addEventListener("load", follow);
window.addEventListener("beforeprint", () => all("details").forEach((details) => { details.open = true; }));
one(".tools").hidden = false;
