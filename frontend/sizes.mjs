// Says how heavy what the browser fetches is, compressed, and fails where it grew past its limit.
import { readdirSync, readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";

const base = new URL("../src/furikaeri_web/static/", import.meta.url);
const gz = (path) => gzipSync(readFileSync(new URL(path, base)), { level: 9 }).length;
const sheets = readdirSync(new URL("css/", base)).filter((name) => name.endsWith(".css"));
const figures = [
  ["dist/site.js", gz("dist/site.js"), 40_000],
  ["dist/editor.js", gz("dist/editor.js"), 260_000],
  ["css/*.css", sheets.reduce((sum, name) => sum + gz(`css/${name}`), 0), 30_000],
];
for (const [name, size, limit] of figures) {
  console.log(`${name.padEnd(16)}${(size / 1000).toFixed(1).padStart(8)} kB of ${limit / 1000} kB`);
  if (size > limit) process.exitCode = 1;
}
