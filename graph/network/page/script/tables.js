"use strict";
// The tables: sorted by a column, narrowed by the filters, a row leading to the panel. Long ones are only touched when they are seen.
const byDegree = [...nodes.values()].sort((a, b) => b.degree - a.degree || b.mentions - a.mentions);
const tables = {
  nodes: { table: one("#nodes-table"), column: 1, title: ["类型", "Type"], rows: () => byDegree.map((node) => [node.row, node]) },
  edges: {
    table: one("#edges-table"),
    column: 1,
    title: ["关系", "Relation"],
    rows: () => edges.map((edge) => [edge.row, edge]),
  },
};
const flat = new Set();

function showTable(name, visible) {
  flatten(name);
  for (const [row, thing] of tables[name].rows()) {
    const { hits } = visible;
    const through = !hits || (thing.head ? hits.has(thing.head) || hits.has(thing.tail) : hits.has(thing));
    row.hidden = !through || !visible[name].has(thing);
  }
  countRows(name);
}

// Rows in groups become rows of one table with a column for what they are, so that they can be sorted all together.
function flatten(name) {
  if (flat.has(name)) return;
  flat.add(name);
  const { table, rows, column } = tables[name],
    body = table.tBodies[0];
  for (const group of [...table.tBodies]) one("th", group)?.parentElement.remove();
  for (const [row, thing] of rows()) {
    const cell = row.insertCell(column);
    cell.dataset.added = "";
    if (thing.head) flattenEdge(thing, cell);
    else flattenNode(thing, cell);
  }
  body.append(...rows().map(([row]) => row));
  [...table.tBodies].slice(1).forEach((group) => group.remove());
}

// Where it is named can be long: the row shows the beginning, the panel tells it all.
function flattenNode(node, cell) {
  const [name] = node.row.cells[0].children,
    link = make("a", { href: `#n${node.number}` }),
    where = node.row.lastElementChild;
  where.replaceChildren(make("div", { class: "where" }, ...where.childNodes));
  node.row.className = `t-${node.type}`;
  name.replaceWith(link);
  link.append(name);
  cell.append(...labelOf(node));
}

// Beside the numbers of the quotes stand the first one's words.
function flattenEdge(edge, cell) {
  cell.append(make("a", { href: `#e=${edgeKey(edge)}` }, ...labelOf(edge)));
  if (edge.quotes.length) edge.row.lastElementChild.prepend(make("q", {}, edge.quotes[0].text), " ");
}

function countRows(name) {
  const rows = tables[name].rows(),
    shown = rows.filter(([row]) => !row.hidden).length;
  one(`#${name}-title .count`).textContent = shown === rows.length ? String(rows.length) : `${shown} / ${rows.length}`;
}

function markRow(name, thing) {
  for (const row of all("tr[aria-current]", tables[name].table)) row.removeAttribute("aria-current");
  if (thing) thing.row.setAttribute("aria-current", "true");
}

function makeSortable(table) {
  all("thead th", table).forEach((header, column) => {
    const sorter = make("button", { type: "button" }, ...header.childNodes);
    sorter.addEventListener("click", () => sortTable(table, column, header));
    header.replaceChildren(sorter);
  });
}

function sortTable(table, column, header) {
  const down = header.getAttribute("aria-sort") === "ascending",
    body = table.tBodies[0];
  const value = (row) => row.cells[column].firstChild?.textContent ?? "";
  const rows = [...body.rows].map((row) => [value(row), row]);
  const numeric = rows.every(([text]) => /^(-?[\d.]+|–|)$/.test(text));
  const compare = numeric ? (a, b) => (Number(a) || 0) - (Number(b) || 0) : new Intl.Collator("zh", { numeric: true }).compare;
  rows.sort(([a], [b]) => (down ? -1 : 1) * compare(a, b));
  body.append(...rows.map(([, row]) => row));
  all("thead th", table).forEach((other) => other.removeAttribute("aria-sort"));
  header.setAttribute("aria-sort", down ? "descending" : "ascending");
}

function startTables() {
  for (const { table, column, title } of Object.values(tables)) {
    table.tHead.rows[0].cells[column].before(make("th", { scope: "col" }, ...both(...title)));
  }
  all("table").forEach(makeSortable);
  for (const [name, { table }] of Object.entries(tables)) {
    one(`#${name}-title`).append(make("span", { class: "count" }));
    const things = new Map(tables[name].rows());
    table.addEventListener("click", (event) => {
      const thing = things.get(event.target.closest("tr"));
      if (thing && !event.target.closest("a, button, summary"))
        change(thing.head ? { edge: thing, node: null } : { node: thing, edge: null });
    });
  }
}

// Quotes and documents: those that the filters leave out are hidden.
function showQuotes(state, visible) {
  const wanted = fold(state.q);
  for (const { item, doc, text } of quotes.values())
    item.hidden = (visible.allowed && !visible.allowed.has(doc)) || (Boolean(wanted) && !fold(text).includes(wanted));
  for (const list of all("#quotes dl")) {
    const empty = !all("dd", list).some((item) => !item.hidden);
    list.hidden = list.previousElementSibling.hidden = empty;
    for (const paragraph of all("dt", list)) {
      let next = paragraph.nextElementSibling;
      while (next?.tagName === "DD" && next.hidden) next = next.nextElementSibling;
      paragraph.hidden = next?.tagName !== "DD";
    }
  }
}

function showDocuments(visible) {
  for (const doc of docs) doc.row.hidden = Boolean(visible.allowed) && !visible.allowed.has(doc);
}
