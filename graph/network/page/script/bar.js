"use strict";
// The filters and switches: what they show follows the address, what one changes goes into it.
const bar = one("#bar"),
  reset = one("#reset");

function startBar() {
  bar.hidden = false;
  for (const box of all("details", bar)) {
    const name = box.dataset.filter;
    if (LISTS.includes(name)) box.addEventListener("change", () => change({ [name]: readChecked(box) }));
    for (const choice of all("button[data-set]", box))
      choice.addEventListener("click", () => setAll(box, name, choice.dataset.set === "all"));
    box.addEventListener("toggle", () => box.open && openAlone(box));
  }
  for (const end of all("select[data-end]", bar))
    end.addEventListener("change", () => change({ [end.dataset.end]: end.value === "-" ? null : Number(end.value) }));
  for (const radio of all("input[type=radio]", bar))
    radio.addEventListener("change", () => change({ [radio.name]: radio.value }));
  reset.addEventListener("click", () => change({ type: null, rel: null, doc: null, from: null, to: null, q: "" }));
  document.addEventListener("pointerdown", (event) =>
    all("details[open]", bar).forEach((box) => box.contains(event.target) || (box.open = false)),
  );
}

// One at a time, and what would reach beyond the window is moved back into it.
function openAlone(box) {
  all("details[open]", bar).forEach((other) => other !== box && (other.open = false));
  const content = box.lastElementChild;
  content.style.marginLeft = "";
  const beyond = content.getBoundingClientRect().right + 8 - document.documentElement.clientWidth;
  if (beyond > 0) content.style.marginLeft = `${-beyond}px`;
}

function readChecked(box) {
  const boxes = all("input[type=checkbox]", box),
    checked = boxes.filter((input) => input.checked).map((input) => input.value);
  return checked.length === boxes.length ? null : new Set(checked);
}

function setAll(box, name, checked) {
  for (const input of all("input[type=checkbox]", box)) input.checked = checked;
  change({ [name]: readChecked(box) });
}

function showBar(state) {
  for (const box of all("details[data-filter]", bar)) {
    const chosen = state[box.dataset.filter];
    for (const input of all("input[type=checkbox]", box)) input.checked = !chosen || chosen.has(input.value);
    box.classList.toggle("narrowed", box.dataset.filter === "year" ? state.from !== null || state.to !== null : Boolean(chosen));
  }
  for (const end of all("select[data-end]", bar)) setYear(end, state[end.dataset.end]);
  for (const radio of all("input[type=radio]", bar)) radio.checked = state[radio.name] === radio.value;
  reset.hidden = !filtered(state);
}

// A year without documents can be chosen too: by the address, and by drawing over the strip.
function setYear(select, year) {
  const value = year === null ? "-" : String(year);
  if (![...select.options].some((option) => option.value === value)) select.append(make("option", { value }, value));
  select.value = value;
}
