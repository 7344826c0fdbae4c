// Bundles the islands into a folder: `node build.mjs FOLDER`. The same sources give the same bytes.
import { build } from "esbuild";
import { readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const folder = process.argv[2];
if (!folder) throw new Error("Name the folder that the islands are written to.");

// What holds several pages together is a chunk; its name changes with its content.
rmSync(folder, { recursive: true, force: true });
const built = await build({
  entryPoints: ["base", "build", "console", "graphiql", "graphql", "home", "library", "pictures", "question", "terms"].map((name) => `src/${name}.ts`),
  outdir: folder,
  bundle: true,
  splitting: true,
  format: "esm",
  target: "es2022",
  minify: true,
  legalComments: "none",
  chunkNames: "chunks/[name]-[hash]",
  // It injects a style, which the policy of pages refuses.
  alias: { "react-remove-scroll": "./src/unlocked.ts" },
  define: { "process.env.NODE_ENV": '"production"' },
  plugins: [{ name: "own fonts", setup: (bundling) => bundling.onLoad({ filter: /\.css$/ }, ownFonts) }],
  metafile: true,
});
writeFileSync(join(folder, "LICENSES.txt"), licences(Object.keys(built.metafile.inputs)));

/** Styles without the fonts and pictures that stand in them, which the policy of pages refuses. */
function ownFonts({ path }) {
  const css = readFileSync(path, "utf8").replace(/@font-face\s*\{[^}]*\}/g, "");
  return { contents: css.replace(/url\(["']?data:[^)]*\)/g, "none"), loader: "css" };
}

/** The licence of each package that is in the bundles, sorted by name. */
function licences(inputs) {
  const places = inputs.map((path) => /^node_modules\/(?:@[^/]+\/)?[^/]+/.exec(path)?.[0]);
  return [...new Set(places)].filter(Boolean).sort().map(licence).join("\n\n");
}

function licence(place) {
  const about = JSON.parse(readFileSync(join(place, "package.json"), "utf8"));
  const file = readdirSync(place).find((name) => /^licen[cs]e/i.test(name));
  const text = file ? readFileSync(join(place, file), "utf8").trim() : "";
  return `${about.name} ${about.version} (${about.license})\n\n${text}\n`;
}
