"use strict";
// What is known of the chosen name or link, and which words of which text say so.
const PROOFS = {
  fact: ["文中事实", "Stated"],
  background: ["背景知识", "Background"],
  together: ["同句提及", "Named together"],
};
const OPEN = 2; // quotes of a link that are seen at once in the panel of a name; the others unfold
const panel = one("#panel"),
  home = makeHome();

// What stands there while nothing is chosen: what the drawing's shapes, lines and colours mean.
function makeHome() {
  const key = all(".legend > span").map((item) => item.cloneNode(true)),
    notes = one("figcaption ul").cloneNode(true);
  const groups = [heading("群组", "Groups"), makeGroups()];
  groups.forEach((part) => part.classList.add("bygroup"));
  return make(
    "div",
    { class: "home" },
    ...panel.childNodes,
    heading("图例", "Key"),
    make("div", { class: "legend" }, ...key),
    ...groups,
    heading("如何阅读此图", "How to read the drawing"),
    notes,
  );
}

// The largest groups with the names that have most partners in them; the others share one colour.
function makeGroups() {
  const groups = new Map();
  for (const node of order) if (node.group) groups.set(node.group, [...(groups.get(node.group) ?? []), node]);
  const mark = (group) => make("b", { class: `group g${group > 8 ? 0 : group}` }, group > 8 ? "…" : String(group));
  const items = [...groups]
    .filter(([group]) => group <= 8)
    .sort(([a], [b]) => a - b)
    .map(([group, members]) => {
      const names = members.slice(0, 3).flatMap((node, place) => [...(place ? ["、"] : []), nameLink(node)]);
      return make("li", {}, mark(group), make("span", {}, ...names), make("span", { class: "count" }, String(members.length)));
    });
  if (groups.size > 8)
    items.push(
      make(
        "li",
        {},
        mark(9),
        make("span", {}, ...both("其他群组", "other groups")),
        make("span", { class: "count" }, String(groups.size - 8)),
      ),
    );
  return make("ul", { class: "groups" }, ...items);
}

function showPanel(state, visible) {
  const thing = state.node ?? state.edge;
  document.body.classList.toggle("opened", Boolean(thing));
  panel.scrollTop = 0;
  if (!thing) {
    const missing = [
      make("span", { lang: "zh" }, `此页没有“${state.missing}”。`),
      make("span", { lang: "en", class: "en" }, "There is no such name or link in this page."),
    ];
    return panel.replaceChildren(...(state.missing ? [make("p", { class: "hint" }, ...missing)] : []), home);
  }
  const close = button("关闭 close", "×");
  close.className = "close";
  close.addEventListener("click", () => change({ node: null, edge: null }));
  return panel.replaceChildren(close, ...(state.node ? tellNode(state.node, visible) : tellEdge(state.edge, visible)));
}

function tellNode(node, visible) {
  const [names, partners, mentions, betweenness, group, dates] = cellsOf(node);
  const title = make("h2", { class: `t-${node.type}` }, make("bdi", {}, node.name));
  const others = copies(names).slice(1);
  const facts = [
    ["类型", "Type", labelOf(node)],
    ["联系", "Partners", partners],
    ["提及", "Mentions", mentions],
    ["中介度", "Betweenness", betweenness],
    ["群组", "Group", group],
  ];
  const list = make(
    "dl",
    { class: "measures" },
    ...facts.map(([zh, en, cell]) =>
      make("div", {}, make("dt", {}, ...both(zh, en)), make("dd", {}, ...(Array.isArray(cell) ? cell : copies(cell)))),
    ),
  );
  const parts = [title, make("div", { class: "names" }, ...others), list];
  if (dates.textContent)
    parts.push(heading("日期", "Held on"), make("p", {}, one("bdi", dates).cloneNode(true)), ...node.quotes.map(tellQuote));
  else if (node.quotes.length) parts.push(heading("提及之处", "Where it is named"), ...node.quotes.map(tellQuote));
  for (const kind of Object.keys(PROOFS)) parts.push(...tellLinks(node, kind, visible));
  return [...parts, ...tellPlaces(node)];
}

function heading(zh, en, count) {
  return make("h3", {}, ...both(zh, en), ...(count === undefined ? [] : [make("span", { class: "count" }, String(count))]));
}

function tellLinks(node, kind, visible) {
  const own = node.edges.filter((edge) => edge.kind === kind);
  if (!own.length) return [];
  const shownFirst = [...own].sort((a, b) => visible.edges.has(b) - visible.edges.has(a));
  const items = shownFirst.map((edge) =>
    make("li", visible.edges.has(edge) ? {} : { class: "filtered" }, tellLink(edge, node), ...foldQuotes(edge, visible, OPEN)),
  );
  return [heading(...PROOFS[kind], own.length), make("ul", {}, ...items)];
}

function tellLink(edge, node) {
  const arrow = edge.kind === "together" ? "—" : edge.head === node ? "→" : "←";
  const link = make("a", { href: `#e=${edgeKey(edge)}`, class: "relation" }, ...labelOf(edge), ...details(edge));
  return make("div", { class: "link" }, link, ` ${arrow} `, nameLink(otherEnd(edge, node)));
}

function nameLink(node) {
  const english = node.english === node.name ? [] : [make("span", { lang: "en", class: "en" }, node.english)];
  return make("a", { href: `#n${node.number}` }, make("bdi", {}, node.name), ...english);
}

function titleLink(doc) {
  const english = doc.english ? [make("span", { lang: "en", class: "en" }, doc.english)] : [];
  return make("a", { href: `#d${doc.index}`, class: "title" }, make("bdi", {}, doc.title), ...english);
}

function tellEdge(edge, visible) {
  const arrow = edge.kind === "together" ? "—" : "→";
  const title = make("h2", { class: "ends" }, nameLink(edge.head), ` ${arrow} `, nameLink(edge.tail));
  const parts = [
    title,
    make(
      "p",
      { class: "relation" },
      ...labelOf(edge),
      ...details(edge),
      make("span", { class: "proof" }, ...both(...PROOFS[edge.kind])),
    ),
  ];
  if (edge.quotes.length) parts.push(heading("引文", "Quotes", edge.quotes.length), ...foldQuotes(edge, visible, Infinity));
  else parts.push(make("p", {}, ...both("词典所载，非文本的说法。", "From the lexicon; no text says so here.")));
  const others = between(edge).filter((other) => other !== edge);
  if (others.length)
    parts.push(
      heading("此二者的其他联系", "Other links of these two", others.length),
      make("ul", {}, ...others.map((other) => make("li", {}, tellLink(other, other.head)))),
    );
  return parts;
}

// Quotes of documents that the filters leave out stand last and folded, as do those beyond `open`.
function foldQuotes(edge, { allowed }, open) {
  const through = edge.quotes.filter((quote) => !allowed || allowed.has(quote.doc));
  const rest = [...through.slice(open), ...edge.quotes.filter((quote) => allowed && !allowed.has(quote.doc))];
  const shown = through.slice(0, open).map(tellQuote);
  return rest.length ? [...shown, make("details", {}, make("summary", {}, `+ ${rest.length}`), ...rest.map(tellQuote))] : shown;
}

// Words, document, date, paragraph and page, and where the document was published.
function tellQuote(quote) {
  const { doc, item, paragraph } = quote,
    title = titleLink(doc);
  const place = make(
    "a",
    { href: `#${item.id}`, title: `${doc.id}${paragraph.firstChild.data.replace("§", "#")}:${item.title}` },
    ...copies(paragraph),
  );
  const source = one("a", doc.source) ? [" · ", one("a", doc.source).cloneNode(true)] : [];
  if (source.length) source[1].replaceChildren(...both("来源", "source"));
  return make(
    "blockquote",
    {},
    make("q", {}, quote.text),
    make("cite", {}, title, " ", place, ...(doc.date ? [" · ", make("time", {}, doc.date)] : []), ...source),
  );
}

function tellPlaces({ places }) {
  if (!places.length)
    return [
      heading("提及之处", "Where it is named"),
      make("p", {}, ...both("只见于词典，此处文本未提及。", "Only the lexicon knows it; no text here names it.")),
    ];
  const items = places.map(({ doc, paragraphs }) => make("li", {}, titleLink(doc), ` ${paragraphs}`));
  return [heading("所在段落", "Where named", places.length), make("ul", { class: "places" }, ...items)];
}

// The label of a type or relation, as its group in the table bears it, without the count.
const labelOf = (thing) => copies(thing.label).slice(0, 2);
const details = (edge) => copies(cellsOf(edge)[2]);
const cellsOf = ({ row }) => [...row.cells].filter((cell) => !("added" in cell.dataset));
