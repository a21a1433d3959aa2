"use strict";
// Elements and texts. Names and quotes come from the page's own tables and become text nodes or copies, never markup.
const one = (selector, within = document) => within.querySelector(selector);
const all = (selector, within = document) => [...within.querySelectorAll(selector)];

function make(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.append(...children);
  return made;
}

const copies = (element) => [...element.childNodes].map((child) => child.cloneNode(true));
const both = (zh, en) => [make("span", { lang: "zh" }, zh), make("span", { lang: "en", class: "en" }, en)];
const button = (label, ...children) => make("button", { type: "button", "aria-label": label, title: label }, ...children);
const still = () => window.matchMedia("(prefers-reduced-motion: reduce)").matches;
const narrow = () => window.matchMedia("(max-width: 1000px)").matches;

// What a search compares: without case, accents, width and doubled spaces.
const fold = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().replace(/\s+/g, " ").trim();
