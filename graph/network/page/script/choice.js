"use strict";
// What the filters let through. They combine: type and relation and (document and year of a document that states it).
function choose(state) {
  const allowed = allowedDocuments(state);
  const stated = (thing) => !allowed || [...thing.docs].some((doc) => allowed.has(doc));
  const named = (node) => (!state.type || state.type.has(node.type)) && stated(node);
  // No document states what only the lexicon knows: it holds wherever both ends are named.
  const through = (edge) =>
    (!state.rel || state.rel.has(edge.chosenAs)) &&
    named(edge.head) &&
    named(edge.tail) &&
    (edge.kind === "background" || stated(edge));
  const shownEdges = new Set(edges.filter(through));
  const linked = new Set([...shownEdges].flatMap((edge) => [edge.head, edge.tail]));
  const shownNodes = new Set([...nodes.values()].filter((node) => (state.rel ? linked.has(node) : named(node))));
  return { allowed, edges: shownEdges, linked, nodes: shownNodes, hits: state.q ? new Set(findNodes(state.q)) : null };
}

function allowedDocuments({ doc, from, to }) {
  if (!doc && from === null && to === null) return null;
  const dated = ({ year }) => (from === null || year >= from) && (to === null || year <= to);
  return new Set(docs.filter((each) => (!doc || doc.has(each.id)) && ((from === null && to === null) || dated(each))));
}

// Whole names first, then names that begin so, then the others; among equals those with most partners.
function findNodes(text) {
  const wanted = fold(text);
  if (!wanted) return [];
  const rank = (node) =>
    Math.min(...node.known.map((name) => (name === wanted ? 0 : name.startsWith(wanted) ? 1 : name.includes(wanted) ? 2 : 9)));
  const ranked = [...nodes.values()].map((node) => [rank(node), node]).filter(([place]) => place < 9);
  return ranked.sort(([a, first], [b, second]) => a - b || second.degree - first.degree).map(([, node]) => node);
}

const filtered = (state) => LISTS.some((name) => state[name]) || state.from !== null || state.to !== null || Boolean(state.q);

// What stands out: the chosen or pointed-at thing with what it is linked to.
function neighbourhood(thing, visible) {
  if (!thing) return null;
  const own = thing.head ? between(thing) : thing.edges;
  const seen = own.filter((edge) => visible.edges.has(edge));
  const ends = thing.head ? [thing.head, thing.tail] : [thing, ...seen.map((edge) => otherEnd(edge, thing))];
  return { thing, edges: new Set(seen), nodes: new Set(ends) };
}
