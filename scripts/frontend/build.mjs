// Bundles the browser libraries into scripts/smekg/site/assets/vendor; the same lock file gives the same bytes.
import { createHash } from "node:crypto";
import { mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";

import { build } from "esbuild";

const here = dirname(fileURLToPath(import.meta.url));
const out = process.argv[2] ?? join(here, "..", "smekg", "site", "assets", "vendor");
const BUNDLES = ["codemirror", "minisearch", "oxigraph"];

await rm(out, { recursive: true, force: true });
await mkdir(join(out, "licences"), { recursive: true });

const lock = JSON.parse(await readFile(join(here, "package-lock.json"), "utf8"));
const files = [];
for (const name of BUNDLES) files.push(await bundle(name));
files.push(await wasm());
const packages = await Promise.all(
  [...new Set(files.flatMap((file) => file.packages))].sort().map(async (name) => ({
    name,
    version: lock.packages[`node_modules/${name}`].version,
    licence: lock.packages[`node_modules/${name}`].license,
    text: await licence(name),
  })),
);
await writeFile(join(out, "manifest.json"), JSON.stringify({ files, packages }, null, 2) + "\n");

/** Bundle one entry and tell which packages went into it. */
async function bundle(name) {
  const result = await build({
    entryPoints: [join(here, "src", `${name}.js`)],
    absWorkingDir: here,
    bundle: true,
    format: "esm",
    target: "es2022",
    minify: true,
    charset: "utf8",
    legalComments: "none",
    write: false,
    metafile: true,
  });
  const [{ contents }] = result.outputFiles;
  const used = Object.entries(Object.values(result.metafile.outputs)[0].inputs)
    .filter(([, part]) => part.bytesInOutput > 0)
    .map(([path]) => /^node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(path)?.[1])
    .filter((found) => found !== undefined);
  return save(`${name}.js`, Buffer.from(contents), [...new Set(used)].sort());
}

/** Oxigraph compiled to WebAssembly, packed without name or time. */
async function wasm() {
  const plain = await readFile(join(here, "node_modules", "oxigraph", "web_bg.wasm"));
  const entry = await save("oxigraph.wasm.gz", gzipSync(plain, { level: 9 }), ["oxigraph"]);
  return { ...entry, unpacked: { sha256: sha256(plain), bytes: plain.length } };
}

async function save(file, bytes, used) {
  await writeFile(join(out, file), bytes);
  return { file, packages: used, sha256: sha256(bytes), bytes: bytes.length };
}

/** Copy a package's licence text; where it ships none, the text kept here is taken. */
async function licence(name) {
  const folder = join(here, "node_modules", name);
  const shipped = (await readdir(folder)).find((file) => /^licen[cs]e/i.test(file));
  const flat = `${name.replace("@", "").replace("/", "-")}.txt`;
  const source = shipped ? join(folder, shipped) : join(here, "licences", flat);
  const text = (await readFile(source, "utf8")).replace(/\r\n/g, "\n").trimEnd() + "\n";
  await writeFile(join(out, "licences", flat), text);
  return `licences/${flat}`;
}

function sha256(bytes) {
  return createHash("sha256").update(bytes).digest("hex");
}
