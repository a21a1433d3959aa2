"use strict";
// The drawing that moves: sigma draws nodes and links with WebGL, names are drawn over them.
const STEP = 5; // pixels between the links of one pair
const LEGIBLE = 0.9; // pixels for a unit of the layout, in which most names find room
const FIRST = 12; // nodes whose names are never left out
const FAINT = 0.82; // how near to the paper's colour goes what does not stand out

function readColours() {
  const style = getComputedStyle(document.documentElement);
  const probe = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
  const read = (name) => {
    probe.fillStyle = style.getPropertyValue(name).trim();
    probe.fillRect(0, 0, 1, 1);
    return [...probe.getImageData(0, 0, 1, 1).data].slice(0, 3);
  };
  const named = ["card", "ink", "soft", "accent", "fact", "background", "together"].map((name) => [name, read(`--${name}`)]);
  const types = SHAPE_NAMES.map((type) => [type, read(`--${type.toLowerCase()}`)]);
  const colours = Object.fromEntries([...named, ...types]);
  return { ...colours, paper: colours.card, groups: [0, 1, 2, 3, 4, 5, 6, 7, 8].map((group) => read(`--c${group}`)) };
}

const mix = (colour, other, part) => colour.map((value, place) => Math.round(value * (1 - part) + other[place] * part));

// null where the browser has no WebGL: the printed drawing then stays in the place of this one.
function makeNetwork(stage, { choose: onChoose, move: onMove }) {
  const view = { state: START, visible: choose(START), colours: readColours(), pointed: null, focus: null, near: null };
  const sigma = startSigma(stage, view);
  if (!sigma) return null;
  const camera = sigma.getCamera();
  const refresh = () => {
    view.focus = neighbourhood(view.pointed ?? view.state.node ?? view.state.edge, view.visible);
    sigma.refresh({ skipIndexation: true, schedule: true });
  };
  const point = (thing) => {
    view.pointed = thing;
    stage.classList.toggle("pointing", Boolean(thing));
    refresh();
  };
  sigma.on("enterNode", ({ node }) => point(nodes.get(Number(node))));
  sigma.on("enterEdge", ({ edge }) => point(edges[Number(edge)]));
  sigma.on("leaveNode", () => point(null));
  sigma.on("leaveEdge", () => point(null));
  sigma.on("clickNode", ({ node }) => onChoose(nodes.get(Number(node))));
  sigma.on("clickEdge", ({ edge }) => onChoose(edges[Number(edge)]));
  sigma.on("clickStage", () => onChoose(null));
  sigma.on("afterRender", () => writeNames(sigma, view));
  camera.on("updated", () => onMove(isWhole(camera.getState()) ? null : turn([camera.x, camera.y, camera.ratio])));
  new ResizeObserver(() => stage.offsetWidth && sigma.scheduleRefresh()).observe(stage);
  window.matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => {
    view.colours = readColours();
    refresh();
  });
  return {
    show(state, visible) {
      Object.assign(view, { state, visible });
      refresh();
    },
    zoom: (how) => zoomCamera(camera, how),
    look(at) {
      const [x, y, ratio] = turn(at);
      camera.setState({ x, y, ratio });
    },
    bringIntoView: (thing) => bringIntoView(sigma, thing),
  };
}

// The layout is wider than high; on a screen that is higher than wide it lies on its side.
const upright = window.innerHeight > window.innerWidth * 1.2;
const placeOf = (node) => (upright ? { x: node.y, y: -node.x } : { x: node.x, y: -node.y });
const turn = ([x, y, ratio]) => (upright ? [1 - y, 1 - x, ratio] : [x, y, ratio]);

function startSigma(stage, view) {
  const graph = new vendored.MultiDirectedGraph();
  for (const node of order)
    graph.addNode(String(node.number), { ...placeOf(node), size: node.radius, shape: SHAPE_NAMES.indexOf(node.type) });
  for (const edge of edges)
    if (edge.head !== edge.tail)
      graph.addDirectedEdgeWithKey(String(edge.index), String(edge.head.number), String(edge.tail.number), lineOf(edge));
  try {
    return new vendored.Sigma(graph, stage, {
      allowInvalidContainer: true,
      enableEdgeEvents: true,
      renderLabels: false,
      itemSizesReference: "positions",
      stagePadding: 40,
      defaultNodeType: "shape",
      defaultEdgeType: "line",
      zIndex: true,
      minCameraRatio: 0.02,
      maxCameraRatio: 3,
      enableCameraRotation: false,
      nodeProgramClasses: { shape: makeShapeProgram(() => view.colours.paper) },
      edgeProgramClasses: { line: makeLineProgram() },
      defaultDrawNodeHover: () => {},
      nodeReducer: (number, data) => reduceNode(nodes.get(Number(number)), data, view),
      edgeReducer: (index, data) => reduceEdge(edges[Number(index)], data, view),
    });
  } catch {
    stage.replaceChildren();
    return null;
  }
}

function lineOf(edge) {
  const pair = between(edge),
    beside = (pair.indexOf(edge) - (pair.length - 1) / 2) * STEP;
  const width = Math.min(4, 1.1 + 0.5 * Math.log2(Math.max(1, edge.quotes.length)));
  return { size: width, dash: DASHES[edge.kind], beside: edge.head.number < edge.tail.number ? beside : -beside };
}

function reduceNode(node, data, { state, visible, colours, focus }) {
  const stands = focus ? focus.nodes.has(node) : !visible.hits || visible.hits.has(node);
  const own = state.colour === "type" ? colours[node.type] : colours.groups[node.group > 8 ? 0 : node.group];
  const size = state.size === "mentions" ? Math.min(17, 3.6 + 1.1 * Math.sqrt(node.mentions)) : node.radius;
  const hidden = !visible.linked.has(node) && focus?.thing !== node;
  return {
    ...data,
    size,
    hidden,
    color: stands ? own : mix(own, colours.paper, FAINT),
    zIndex: focus?.thing === node ? 2 : stands ? 1 : 0,
  };
}

function reduceEdge(edge, data, { visible, colours, focus }) {
  const stands = focus ? focus.edges.has(edge) : !visible.hits,
    chosen = focus?.thing === edge;
  const own = chosen || (focus && stands) ? mix(colours[edge.kind], colours.accent, 0.75) : colours[edge.kind];
  return {
    ...data,
    size: data.size + (chosen ? 2 : 0),
    hidden: !visible.edges.has(edge),
    color: stands ? own : mix(own, colours.paper, FAINT),
    strong: focus && stands ? 1 : 0,
    zIndex: stands ? 1 : 0,
  };
}

function writeNames(sigma, { state, visible, colours, focus }) {
  const { width, height } = sigma.getDimensions(),
    context = sigma.getCanvases().labels.getContext("2d");
  const wanted = (node) =>
    focus ? focus.nodes.has(node) : visible.linked.has(node) && (!visible.hits || visible.hits.has(node));
  const first = focus ? (focus.thing.head ? [focus.thing.head, focus.thing.tail] : [focus.thing]) : [];
  const shown = [];
  for (const node of [...first.filter((node) => node.radius), ...order.filter((node) => !first.includes(node) && wanted(node))]) {
    const { x, y } = sigma.graphToViewport(placeOf(node)),
      data = sigma.getNodeDisplayData(String(node.number));
    const radius = radiusOf(data.size, sigma.scaleSize(1));
    if (x > -60 && x < width + 60 && y > -20 && y < height + 20)
      shown.push({ node, x, y, radius, strong: first.includes(node), first: node.rank < FIRST });
  }
  if (state.colour === "community") drawGroups(context, shown, colours);
  drawNames(context, shown, { lang: state.lang, colours, width, height });
}

const isWhole = ({ x, y, ratio }) => Math.abs(x - 0.5) < 1e-3 && Math.abs(y - 0.5) < 1e-3 && Math.abs(ratio - 1) < 1e-3;
const duration = () => (still() ? 0 : 300);

function zoomCamera(camera, how) {
  const steps = { in: { ratio: camera.ratio / 1.6 }, out: { ratio: camera.ratio * 1.6 }, whole: { x: 0.5, y: 0.5, ratio: 1 } };
  const side = 0.15 * camera.ratio;
  const moves = {
    left: { x: camera.x - side },
    right: { x: camera.x + side },
    up: { y: camera.y + side },
    down: { y: camera.y - side },
  };
  moveCamera(camera, steps[how] ?? moves[how]);
}

function moveCamera(camera, wanted) {
  if (still()) camera.setState(wanted);
  else camera.animate(wanted, { duration: duration() });
}

// So near that the names of the neighbours can be read, unless one already looks that near.
function bringIntoView(sigma, thing) {
  const ends = (thing.head ? [thing.head, thing.tail] : [thing]).filter((node) => node.radius);
  if (!ends.length) return;
  sigma.refresh(); // its size may just have changed
  const { width, height } = sigma.getDimensions(),
    camera = sigma.getCamera();
  const inside = ends.every((node) => {
    const { x, y } = sigma.graphToViewport(placeOf(node));
    return x > 40 && x < width - 40 && y > 30 && y < height - 30;
  });
  const scale = sigma.graphToViewport({ x: 1, y: 0 }).x - sigma.graphToViewport({ x: 0, y: 0 }).x,
    legible = scale >= LEGIBLE * 0.7;
  if (inside && legible) return;
  const places = ends.map((node) => sigma.viewportToFramedGraph(sigma.graphToViewport(placeOf(node))));
  const [x, y] = ["x", "y"].map((axis) => places.reduce((sum, place) => sum + place[axis], 0) / places.length);
  moveCamera(camera, { x, y, ratio: legible ? camera.ratio : (camera.ratio * scale) / LEGIBLE });
}
