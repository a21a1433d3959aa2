"use strict";
// What the tables say, as objects: the tables are the page's only store of names, links and quotes.
const placed = JSON.parse(one("#data").textContent); // nodes: number, x, y, number, …; the most central first
const docs = all("#documents-table tbody tr").map(readDocument);
const docKeys = new Map(docs.map((doc) => [doc.id, doc]));
const quotes = new Map(all("#quotes dl").flatMap(readQuotes));
const nodes = new Map(all("#nodes-table tbody tr[id]").map(readNode));
const edges = all("#edges-table tbody tr:not(:has(th))").map(readEdge);
const keys = new Map([...nodes.values()].map((node) => [node.key, node]));
const edgeKeys = new Map(edges.map((edge) => [edgeKey(edge), edge]));
const order = [];
for (let place = 0; place < placed.nodes.length; place += 3) {
  const [number, x, y] = placed.nodes.slice(place, place + 3),
    node = nodes.get(number);
  order.push(Object.assign(node, { x, y, radius: placed.radii[node.degree], rank: order.length }));
}
for (const edge of edges) {
  for (const end of new Set([edge.head, edge.tail])) {
    end.edges.push(edge);
    edge.docs.forEach((doc) => end.docs.add(doc));
  }
}

function linksTo(cell, letter) {
  return all(`a[href^="#${letter}"]`, cell).map((link) => Number(link.hash.slice(2)));
}

function readDocument(row, index) {
  const [title, id, date, , source] = row.cells;
  const [name, english] = all("bdi", title).map((text) => text.textContent);
  return {
    index,
    row,
    id: id.textContent,
    title: name,
    english,
    year: Number(date.textContent.slice(0, 4)),
    date: date.textContent,
    source,
  };
}

function readQuotes(list) {
  const found = [],
    doc = docs[Number(list.dataset.d)];
  let paragraph = null;
  for (const item of list.children) {
    if (item.tagName === "DT") paragraph = item;
    else found.push([Number(item.id.slice(1)), { item, paragraph, doc, text: item.firstChild?.data ?? "" }]);
  }
  return found;
}

// A row's group, the table's body, tells its type or relation.
function readNode(row) {
  const [names, partners, mentions, , group, dates, where] = row.cells;
  const [first] = names.children,
    english = one(":scope > i[lang=en]", names),
    body = row.parentElement;
  const places = readPlaces(where);
  const node = {
    number: Number(row.id.slice(1)),
    row,
    places,
    edges: [],
    type: body.className.slice(2),
    label: one("th", body),
    key: one("code", names).textContent,
    name: first.textContent,
    english: english?.textContent ?? first.textContent,
    known: all(":scope > :is(b, i, small, code)", names).map((name) => fold(name.textContent)),
    degree: Number(partners.textContent),
    mentions: Number(mentions.textContent),
    group: Number(group.textContent) || 0,
    docs: new Set(places.map(({ doc }) => doc)),
    quotes: [...linksTo(dates, "q"), ...linksTo(where, "q")].map((number) => quotes.get(number)),
  };
  return [node.number, node];
}

// Lines such as `moscow-2020 §3, 12`.
function readPlaces(cell) {
  const lines = (cell.firstChild?.data ?? "")
    .split("\n")
    .map((line) => [line.slice(0, line.lastIndexOf(" §")), line.slice(line.lastIndexOf(" §") + 1)]);
  return lines.map(([id, paragraphs]) => ({ doc: docKeys.get(id), paragraphs })).filter(({ doc }) => doc);
}

function readEdge(row, index) {
  const [from, to, , , proof] = row.cells,
    body = row.parentElement,
    [kind, relation] = body.className.split(" ");
  const stated = linksTo(proof, "q").map((number) => quotes.get(number));
  return {
    index,
    row,
    kind,
    relation,
    label: one("th", body),
    chosenAs: kind === "background" ? `${relation}.background` : relation,
    head: nodes.get(linksTo(from, "n")[0]),
    tail: nodes.get(linksTo(to, "n")[0]),
    quotes: stated,
    docs: new Set(stated.map((quote) => quote.doc)),
  };
}

// Keys, not places, so that an address holds when the page is made anew from more documents.
function edgeKey(edge) {
  const parts = [edge.head.key, edge.relation, edge.tail.key, ...(edge.kind === "background" ? ["background"] : [])];
  return parts.map(encodeURIComponent).join(",");
}

const otherEnd = (edge, node) => (edge.head === node ? edge.tail : edge.head);
const between = (edge) => edge.head.edges.filter((other) => otherEnd(other, edge.head) === otherEnd(edge, edge.head));
