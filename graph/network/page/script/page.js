"use strict";
// One state for the whole page: the address tells it, every part shows it, and what one does changes it.
let state = readAddress(window.location.hash),
  visible = choose(state),
  lastChange = 0,
  moving = null;

function change(changes, { replace = false, focus = false } = {}) {
  const before = state;
  state = { ...state, missing: "", target: "", ...changes };
  lastChange = performance.now();
  const address = writeAddress(state);
  if (replace) history.replaceState(null, "", address);
  else if (address !== writeAddress(before)) history.pushState(null, "", address);
  show(before);
  const thing = state.node ?? state.edge;
  if (thing && (thing !== (before.node ?? before.edge) || before.view !== state.view)) faceThing(thing);
  if (focus) panel.focus({ preventScroll: true });
}

// On a small screen the panel covers the lower half: the drawing moves into the upper one.
function faceThing(thing) {
  if (state.view !== "network") return;
  if (narrow()) one(".canvas").scrollIntoView();
  canvas.bringIntoView(thing);
}

function show(before) {
  const narrowed = !before || ["type", "rel", "doc", "from", "to", "q"].some((name) => state[name] !== before[name]);
  if (narrowed) visible = choose(state);
  document.documentElement.dataset.lang = state.lang;
  document.documentElement.dataset.colour = state.colour;
  document.body.dataset.view = state.view;
  for (const link of all("nav a")) link.setAttribute("aria-current", link.hash === `#${state.view}` ? "page" : "false");
  showBar(state);
  if (search !== document.activeElement) search.value = state.q;
  canvas.show(state, visible);
  if (narrowed || before.node !== state.node || before.edge !== state.edge) showPanel(state, visible);
  showView(before);
  showCount();
}

function showView() {
  if (tables[state.view]) {
    showTable(state.view, visible);
    markRow(state.view, state.view === "nodes" ? state.node : state.edge);
  }
  if (state.view === "quotes") showQuotes(state, visible);
  if (state.view === "documents") showDocuments(visible);
  showTimeline(state, visible);
  for (const item of all(".target")) item.classList.remove("target");
  const target = state.target && document.getElementById(state.target);
  if (target) {
    target.classList.add("target");
    target.scrollIntoView({ block: "center" });
  }
}

function showCount() {
  const names = [...visible.nodes].filter((node) => !visible.hits || visible.hits.has(node)).length;
  const links = [...visible.edges].filter(
    ({ head, tail }) => !visible.hits || visible.hits.has(head) || visible.hits.has(tail),
  ).length;
  const texts = filtered(state)
    ? [
        `显示 ${names} / ${nodes.size} 个名称，${links} / ${edges.length} 条联系`,
        `${names} of ${nodes.size} names, ${links} of ${edges.length} links`,
      ]
    : [
        `${docs.length} 份文件，${nodes.size} 个名称，${edges.length} 条联系`,
        `${docs.length} documents, ${nodes.size} names, ${edges.length} links`,
      ];
  one("#counted").replaceChildren(...both(...texts));
}

function follow(event) {
  const link = event.target.closest?.('a[href^="#"]');
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
  const hash = link.getAttribute("href");
  event.preventDefault();
  const [, letter, number] = /^#([nqdy])(\d+)$/.exec(hash) ?? [];
  if (letter === "n") change({ node: nodes.get(Number(number)), edge: null }, { focus: Boolean(link.closest("#panel, svg")) });
  else if (letter) change({ view: readAnchor(letter, Number(number)).view, target: `${letter}${number}` });
  else if (hash.startsWith("#e=")) change({ edge: readAddress(hash).edge, node: null }, { focus: true });
  else if (VIEWS.includes(hash.slice(1))) change({ view: hash.slice(1) });
}

function pressKey(event) {
  if (event.key === "Escape") {
    const open = one("details[open]", bar);
    if (open) open.open = false;
    else if (state.node || state.edge || state.q) change({ node: null, edge: null, q: "" });
    return;
  }
  const how = {
    "+": "in",
    "=": "in",
    "-": "out",
    0: "whole",
    ArrowLeft: "left",
    ArrowRight: "right",
    ArrowUp: "up",
    ArrowDown: "down",
  }[event.key];
  if (!how || !event.target.closest?.("#stage, #scroller") || event.ctrlKey || event.metaKey) return;
  event.preventDefault();
  canvas.zoom(how);
}

function restore() {
  const before = state;
  state = readAddress(window.location.hash);
  if (state.at) canvas.look(state.at);
  show(null);
  const thing = state.node ?? state.edge;
  if (thing && !state.at && thing !== (before.node ?? before.edge)) faceThing(thing);
}

function remember(at) {
  window.clearTimeout(moving);
  moving = window.setTimeout(() => {
    state = { ...state, at };
    history.replaceState(null, "", writeAddress(state));
  }, 250);
}

function makeCanvas() {
  const stage = one("#stage"),
    scroller = one("#scroller");
  const onChoose = (thing) =>
    change(thing ? { node: thing.head ? null : thing, edge: thing.head ? thing : null } : { node: null, edge: null });
  stage.hidden = false;
  const network = typeof vendored === "undefined" ? null : makeNetwork(stage, { choose: onChoose, move: remember });
  document.documentElement.classList.toggle("plain", !network);
  stage.hidden = !network;
  return network ?? makeDrawing(scroller, { choose: onChoose });
}

// On paper stands what one has narrowed the page to, with every fold open.
function preparePrint() {
  markDrawing(state, visible);
  for (const name of Object.keys(tables)) showTable(name, visible);
  showQuotes(state, visible);
  showDocuments(visible);
  all("details").forEach((box) => box.closest("#bar") || (box.open = true));
}

document.documentElement.classList.add("js");
startTables();
startBar();
startSearch();
startTimeline();
const canvas = makeCanvas();
one(".zoom").hidden = false;
all("[data-zoom]").forEach((control) => control.addEventListener("click", () => canvas.zoom(control.dataset.zoom)));
document.addEventListener("click", follow);
document.addEventListener("keydown", pressKey);
window.addEventListener("popstate", restore);
window.addEventListener("beforeprint", preparePrint);
show(null);
if (state.at) canvas.look(state.at);
else if (state.node ?? state.edge) faceThing(state.node ?? state.edge);
