"use strict";
// The search: names in both languages, aliases and keys. What is typed narrows the drawing and the tables; Enter chooses.
const search = one("#search"),
  found = one("#found");
const MOST = 12; // results that are listed
let listed = [],
  active = 0;

function startSearch() {
  search.addEventListener("input", () => {
    change({ q: search.value.trim() }, { replace: true });
    listFound();
  });
  search.addEventListener("keydown", (event) => {
    const moves = { ArrowDown: 1, ArrowUp: -1 };
    if (moves[event.key] && listed.length) activate((active + moves[event.key] + listed.length) % listed.length);
    else if (event.key === "Enter" && listed.length) pick(listed[active]);
    else if (event.key === "Escape" && !found.hidden) closeFound();
    else return;
    event.preventDefault();
    event.stopPropagation();
  });
  search.addEventListener("focus", () => search.value && listFound());
  search.addEventListener("blur", closeFound);
  found.addEventListener("pointerdown", (event) => {
    event.preventDefault();
    const item = event.target.closest("li[role=option]");
    if (item) pick(listed[[...found.children].indexOf(item)]);
  });
}

function listFound() {
  const hits = findNodes(search.value);
  listed = hits.slice(0, MOST);
  const items = listed.map((node, place) =>
    make("li", { role: "option", id: `found-${place}`, "aria-selected": "false" }, ...describe(node)),
  );
  const rest = hits.length - listed.length;
  if (rest > 0)
    items.push(make("li", { class: "rest" }, ...both(`另有 ${rest} 个，见“名称”表`, `${rest} more in the table of names`)));
  if (!hits.length && search.value.trim()) items.push(make("li", { class: "rest" }, ...both("没有这样的名称", "no such name")));
  found.replaceChildren(...items);
  found.hidden = !items.length;
  search.setAttribute("aria-expanded", String(!found.hidden));
  activate(0);
}

function describe(node) {
  const mark = one(`.legend .t-${node.type}`)?.closest("svg").cloneNode(true) ?? "";
  return [
    mark,
    make("bdi", {}, node.name),
    ...(node.english === node.name ? [] : [make("span", { lang: "en", class: "en" }, node.english)]),
    make("span", { class: "count" }, String(node.degree)),
  ];
}

function activate(place) {
  active = place;
  [...found.children].forEach((item, index) => item.setAttribute("aria-selected", String(index === place)));
  if (listed.length) search.setAttribute("aria-activedescendant", `found-${place}`);
  else search.removeAttribute("aria-activedescendant");
  found.children[place]?.scrollIntoView({ block: "nearest" });
}

function closeFound() {
  found.hidden = true;
  search.setAttribute("aria-expanded", "false");
  search.removeAttribute("aria-activedescendant");
}

function pick(node) {
  search.value = "";
  closeFound();
  change({ node, edge: null, q: "" }, { focus: true });
}
