"use strict";
// The view one looks at as the address's fragment, and back: #v=edges&n=unsc&type=Country,Event&from=2020&lang=zh
const VIEWS = ["network", "timeline", "nodes", "edges", "quotes", "documents"];
const LISTS = ["type", "rel", "doc"]; // what is shown, null for all
const SWITCHES = { lang: ["both", "zh", "en"], colour: ["community", "type"], size: ["degree", "mentions"] }; // the usual first
const START = {
  view: "network",
  node: null,
  edge: null,
  target: "",
  missing: "",
  q: "",
  type: null,
  rel: null,
  doc: null,
  from: null,
  to: null,
  lang: "both",
  colour: "community",
  size: "degree",
  at: null,
};

function readAddress(hash) {
  const [, letter, number] = /^#([nqdy])(\d+)$/.exec(hash) ?? [];
  if (letter) return readAnchor(letter, Number(number));
  if (VIEWS.includes(hash.slice(1))) return { ...START, view: hash.slice(1) };
  const given = new Map(
    hash
      .slice(1)
      .split("&")
      .map((part) => [part.split("=", 1)[0], part.slice(part.indexOf("=") + 1)]),
  );
  const state = { ...START, q: decode(given.get("q") ?? "") };
  if (VIEWS.includes(given.get("v"))) state.view = given.get("v");
  for (const name of LISTS) if (given.has(name)) state[name] = new Set(given.get(name).split(",").filter(Boolean).map(decode));
  for (const name of ["from", "to"]) if (/^\d{1,4}$/.test(given.get(name))) state[name] = Number(given.get(name));
  for (const [name, values] of Object.entries(SWITCHES)) if (values.includes(given.get(name))) state[name] = given.get(name);
  const at = (given.get("at") ?? "").split(",").map(Number);
  if (at.length === 3 && at.every(Number.isFinite) && at[2] > 0) state.at = at;
  if (given.has("n")) state.node = keys.get(decode(given.get("n"))) ?? null;
  if (given.has("e"))
    state.edge =
      edgeKeys.get(
        given
          .get("e")
          .split(",")
          .map((part) => encodeURIComponent(decode(part)))
          .join(","),
      ) ?? null;
  if ((given.has("n") && !state.node) || (given.has("e") && !state.edge))
    state.missing = decode(given.get("n") ?? given.get("e"));
  return state;
}

// #n12, #q3, #d1 and #y2020 are what the tables' own links lead to.
function readAnchor(letter, number) {
  if (letter === "n") return { ...START, node: nodes.get(number) ?? null };
  return { ...START, view: { q: "quotes", d: "documents", y: "timeline" }[letter], target: `${letter}${number}` };
}

function decode(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function writeAddress(state) {
  const parts = [];
  if (state.view !== START.view) parts.push(["v", state.view]);
  if (state.node) parts.push(["n", encodeURIComponent(state.node.key)]);
  if (state.edge) parts.push(["e", edgeKey(state.edge)]);
  if (state.q) parts.push(["q", encodeURIComponent(state.q)]);
  for (const name of LISTS) if (state[name]) parts.push([name, [...state[name]].map(encodeURIComponent).join(",")]);
  for (const name of ["from", "to"]) if (state[name] !== null) parts.push([name, state[name]]);
  for (const name of Object.keys(SWITCHES)) if (state[name] !== START[name]) parts.push([name, state[name]]);
  if (state.at) parts.push(["at", state.at.map((value) => Number(value.toFixed(4))).join(",")]);
  return `#${parts.map((pair) => pair.join("=")).join("&")}`;
}
