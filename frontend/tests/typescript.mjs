// Lets Node's own test runner read TypeScript: Vite's compiler strips the types.
import { register } from "node:module";

register(
  `data:text/javascript,${encodeURIComponent(`
    import { readFile } from "node:fs/promises";
    import { fileURLToPath } from "node:url";
    import { transformWithOxc } from ${JSON.stringify(import.meta.resolve("vite"))};
    export async function load(url, context, next) {
      if (!url.endsWith(".ts")) return next(url, context);
      const path = fileURLToPath(url);
      const { code } = await transformWithOxc(await readFile(path, "utf8"), path);
      return { format: "module", source: code, shortCircuit: true };
    }
  `)}`,
);
