// Makes graph/network/vendor/ from the packages that package-lock.json pins: one script, their licences, their checksums.
// The same bytes on every machine; `git diff` after `make vendor` shows whether the checked-in files are those of the packages.
import { createHash } from "node:crypto";
import { readFileSync, readdirSync, writeFileSync } from "node:fs";
import { build } from "esbuild";

const target = new URL("../", import.meta.url);
const BUNDLED = ["sigma", "graphology", "graphology-utils", "events"];
const lock = JSON.parse(readFileSync(new URL("package-lock.json", import.meta.url), "utf8")).packages;

const licence = (name) => {
  const folder = new URL(`node_modules/${name}/`, import.meta.url);
  const file = readdirSync(folder).find((found) => /^licen[cs]e/i.test(found));
  return readFileSync(new URL(file, folder), "utf8").trim();
};
const copyright = (name) => /^Copyright.*$/m.exec(licence(name))[0].trim();
const permission = licence("graphology").replace(/^[\s\S]*?(?=Permission is hereby)/, "");
const banner = [
  ...BUNDLED.map((name) => `${name} ${lock[`node_modules/${name}`].version}. ${copyright(name)}`),
  "",
  permission,
].join("\n");

const {
  outputFiles: [bundle],
  metafile,
} = await build({
  entryPoints: [new URL("drawing.mjs", import.meta.url).pathname],
  bundle: true,
  minify: true,
  format: "iife",
  globalName: "vendored",
  target: "es2022",
  legalComments: "none",
  banner: { js: `/*\n${banner}\n*/` },
  metafile: true,
  write: false,
});
const strange = Object.keys(metafile.inputs).filter(
  (path) => !BUNDLED.some((name) => path.includes(`node_modules/${name}/`)) && !path.endsWith("drawing.mjs"),
);
if (strange.length) throw new Error(`bundled without a licence: ${strange.join(", ")}`);

const sha256 = createHash("sha256").update(bundle.contents).digest("hex");
const packages = BUNDLED.map((name) => {
  const { version, integrity, license } = lock[`node_modules/${name}`];
  return `  - {name: ${name}, version: ${version}, licence: ${license}, integrity: "${integrity}"}`;
});
writeFileSync(new URL("sigma.js", target), bundle.contents);
writeFileSync(
  new URL("LICENSES.txt", target),
  BUNDLED.map((name) => `${name}\n\n${licence(name)}\n`).join(`\n${"-".repeat(80)}\n\n`),
);
writeFileSync(
  new URL("VENDORED.yml", target),
  [
    "# What is bundled, from which packages of npm (their integrity as npm states it), and the bundle's checksum. Made by `make vendor`.",
    "file: sigma.js",
    `sha256: ${sha256}`,
    `bundler: esbuild ${lock["node_modules/esbuild"].version}`,
    "packages:",
    ...packages,
    "",
  ].join("\n"),
);
console.log(`sigma.js: ${bundle.contents.length} bytes`);
