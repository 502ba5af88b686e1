// Builds each entry into one file of its own: no shared chunks, no hashes, so that templates can name them
// and two builds of the same source give the same bytes.
import { fileURLToPath } from "node:url";
import { build } from "vite";

const root = fileURLToPath(new URL(".", import.meta.url));
const outDir = fileURLToPath(new URL("../src/furikaeri_web/static/dist", import.meta.url));
const ENTRIES = ["site", "editor"];

for (const [index, entry] of ENTRIES.entries()) {
  await build({
    root,
    configFile: false,
    logLevel: "warn",
    publicDir: false,
    build: {
      outDir,
      emptyOutDir: index === 0,
      target: "es2022",
      minify: true,
      sourcemap: false,
      modulePreload: false,
      reportCompressedSize: false,
      chunkSizeWarningLimit: 2000,
      rolldownOptions: {
        input: `${root}src/${entry}.ts`,
        output: { entryFileNames: "[name].js", codeSplitting: false },
        // htmx can evaluate code; we switch that off (allowEval: false) and the content security policy forbids it
        onwarn: (warning, warn) => warning.code === "EVAL" || warn(warning),
      },
    },
  });
}
