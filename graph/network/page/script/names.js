"use strict";
// Names beside the nodes, drawn anew whenever the camera moves: the most central first, none over another or over a node,
// more of them the nearer one looks.
const FAMILY = getComputedStyle(document.body).fontFamily;
const LONGEST = 24; // half-width characters of a name; a pointed-at or chosen one is shown whole
const ROOM = 3600; // square pixels for each name on the average
const TRIED = 900; // names that are given a try, of those in view
const CELL = 64,
  CORNER = 52;
const widths = new Map();

const isWide = (char) => /[\u1100-\u11ff\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60]/.test(char);

function cutName(name) {
  let width = 0,
    kept = "";
  for (const char of name) {
    width += isWide(char) ? 2 : 1;
    if (width > LONGEST) return `${kept.trimEnd()}…`;
    kept += char;
  }
  return kept;
}

function linesOf(node, lang, whole) {
  const shown = whole ? (name) => name : cutName;
  if (lang === "en") return [shown(node.english)];
  if (lang === "zh" || node.english === node.name) return [shown(node.name)];
  return [shown(node.name), shown(node.english)];
}

function widthOf(context, text, font) {
  const key = `${font} ${text}`;
  if (!widths.has(key)) {
    context.font = font;
    widths.set(key, context.measureText(text).width);
  }
  return widths.get(key);
}

// Rectangles [left, top, right, bottom] in squares, so that only near ones are compared.
function makeTaken() {
  const squares = new Map();
  function* near([left, top, right, bottom]) {
    for (let x = Math.floor(left / CELL); x <= right / CELL; x++) {
      for (let y = Math.floor(top / CELL); y <= bottom / CELL; y++) yield x * 4096 + y;
    }
  }
  return {
    take(box) {
      for (const square of near(box)) squares.has(square) ? squares.get(square).push(box) : squares.set(square, [box]);
    },
    // How many it lies over; more than `most` are not counted.
    count(box, most) {
      let found = 0;
      for (const square of near(box)) {
        for (const other of squares.get(square) ?? []) {
          if (box[0] < other[2] && box[2] > other[0] && box[1] < other[3] && box[3] > other[1] && ++found > most) return found;
        }
      }
      return found;
    },
  };
}

// `shown`: {node, x, y, radius, strong, first}, in the order of their importance; x and y in pixels.
function drawNames(context, shown, { lang, colours, width, height }) {
  const names = makeTaken(),
    discs = makeTaken(),
    area = [3, 3, width - 3, height - 3];
  names.take([width - CORNER, 0, width, CORNER * 2.4]); // where the buttons are
  for (const { x, y, radius } of shown) discs.take([x - radius, y - radius, x + radius, y + radius]);
  let left = Math.max(12, (width * height) / ROOM);
  for (const item of shown.slice(0, TRIED)) {
    const lines = linesOf(item.node, lang, item.strong),
      short = lines.slice(0, 1);
    const label =
      placeName(context, item, lines, { names, discs, area, most: 0 }) ??
      placeName(context, item, short, { names, discs, area, most: item.first || item.strong ? 99 : 0 });
    if (!label) continue;
    writeName(context, label, colours);
    names.take(label.box);
    if (--left <= 0) break;
  }
}

// Inside the area, where no other name is in the way, and as few nodes as can be: `most` at most.
function placeName(context, item, lines, { names, discs, area, most }) {
  let best = null,
    fewest = most + 1;
  for (let place = 0; place < 6 && fewest > 0; place++) {
    const label = layName(context, item, lines, place);
    if (!isInside(label.box, area) || names.count(label.box, 0)) continue;
    const covered = discs.count(label.box, fewest);
    if (covered < fewest) [best, fewest] = [label, covered];
  }
  return best;
}

const isInside = (box, area) => box[0] >= area[0] && box[1] >= area[1] && box[2] <= area[2] && box[3] <= area[3];

// Right, left, below, above, then the right corners.
function layName(context, { x, y, radius, strong, first }, lines, place) {
  const sizes = [strong ? 14 : 12.5, 10.5];
  const fonts = lines.map((_, line) => `${line ? 400 : strong ? 700 : first ? 600 : 400} ${sizes[line]}px ${FAMILY}`);
  const width = Math.max(...lines.map((text, line) => widthOf(context, text, fonts[line])));
  const height = lines.length > 1 ? sizes[0] * 1.15 + sizes[1] * 1.2 : sizes[0] * 1.2,
    gap = radius + 4;
  const [left, top] = [
    [x + gap, y - height / 2],
    [x - gap - width, y - height / 2],
    [x - width / 2, y + gap - 1],
    [x - width / 2, y - gap - height + 1],
    [x + gap * 0.7, y - gap * 0.7 - height],
    [x + gap * 0.7, y + gap * 0.7],
  ][place];
  return {
    lines,
    fonts,
    sizes,
    left,
    top,
    width,
    align: [0, 1, 0.5, 0.5, 0, 0][place],
    box: [left - 3, top - 1, left + width + 3, top + height + 1],
  };
}

function writeName(context, { lines, fonts, sizes, left, top, width, align }, colours) {
  context.lineJoin = "round";
  context.textBaseline = "alphabetic";
  lines.forEach((text, line) => {
    context.font = fonts[line];
    const x = left + (width - widthOf(context, text, fonts[line])) * align,
      y = top + sizes[0] * 0.95 + line * sizes[1] * 1.25;
    context.lineWidth = 3.5;
    context.strokeStyle = `rgb(${colours.paper})`;
    context.strokeText(text, x, y);
    context.fillStyle = `rgb(${line ? colours.soft : colours.ink})`;
    context.fillText(text, x, y);
  });
}

// A group's number in its nodes, where they are large enough: what the colour says, said again.
function drawGroups(context, shown, colours) {
  context.textBaseline = "middle";
  for (const { node, x, y, radius } of shown) {
    if (radius < 8 || !node.group) continue;
    context.font = `600 ${Math.min(13, radius * 1.1)}px ${FAMILY}`;
    context.fillStyle = `rgb(${colours.paper})`;
    context.fillText(String(node.group), x - context.measureText(String(node.group)).width / 2, y + 0.5);
  }
}
