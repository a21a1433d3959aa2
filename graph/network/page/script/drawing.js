"use strict";
// The printed drawing. It shows what the filters let through, and where there is no WebGL it stands in for the other one.
const drawing = one("#drawing");
const drawnNodes = new Map(
  all(".nodes a", drawing).map((shape) => [nodes.get(Number(shape.getAttribute("href").slice(2))), shape]),
);
const drawnEdges = new Map(all("path[data-e]", drawing).map((line) => [edges[Number(line.dataset.e)], line]));

function markDrawing(state, visible) {
  const focus = neighbourhood(state.node ?? state.edge, visible);
  drawing.classList.toggle("chosen", Boolean(focus) || Boolean(visible.hits));
  for (const [node, shape] of drawnNodes) {
    shape.classList.toggle("off", !visible.linked.has(node));
    shape.classList.toggle("on", focus?.thing === node);
    shape.classList.toggle("near", focus ? focus.nodes.has(node) : Boolean(visible.hits?.has(node)));
  }
  for (const [edge, line] of drawnEdges) {
    line.classList.toggle("off", !visible.edges.has(edge));
    line.classList.toggle("near", Boolean(focus?.edges.has(edge)));
  }
}

function makeDrawing(scroller, { choose: onChoose }) {
  drawing.addEventListener("click", (event) => {
    const line = event.target.closest("path[data-e]");
    if (line) onChoose(edges[Number(line.dataset.e)]);
  });
  return {
    show: markDrawing,
    zoom: (how) => zoomDrawing(scroller, how),
    look: () => {},
    bringIntoView: (thing) => scrollToShape(scroller, drawnNodes.get(thing.head ?? thing)),
  };
}

function zoomDrawing(box, how) {
  const now = drawing.getBoundingClientRect().width,
    factor = { in: 1.3, out: 1 / 1.3 }[how];
  const moves = { left: [-80, 0], right: [80, 0], up: [0, -80], down: [0, 80] };
  if (moves[how]) return box.scrollBy(...moves[how]);
  const width = factor ? Math.max(280, Math.min(6000, now * factor)) : box.clientWidth;
  const x = (box.scrollLeft + box.clientWidth / 2) / now,
    y = (box.scrollTop + box.clientHeight / 2) / now;
  drawing.style.width = `${width}px`;
  return box.scrollTo(x * width - box.clientWidth / 2, y * width - box.clientHeight / 2);
}

function scrollToShape(box, shape) {
  if (!shape) return;
  const frame = box.getBoundingClientRect(),
    place = one("circle, path", shape).getBoundingClientRect();
  const inside = place.left > frame.left && place.right < frame.right && place.top > frame.top && place.bottom < frame.bottom;
  if (!inside) box.scrollBy(place.left - frame.left - frame.width / 2, place.top - frame.top - frame.height / 2);
}
