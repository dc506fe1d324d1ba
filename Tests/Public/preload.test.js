// @ts-check
// A page names every module it will need, so that a browser fetches them at once and not one level after the other.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { dirname, join, normalize } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";

const root = join(dirname(fileURLToPath(import.meta.url)), "../../Public");

/** @param {string} file @param {Set<string>} found */
function modulesOf(file, found = new Set()) {
  if (found.has(file)) return found;
  found.add(file);
  const text = readFileSync(join(root, file), "utf8");
  for (const [, path] of text.matchAll(/^(?:import|export)(?:[^;]*?from)?\s*"(\.[^"]+)"/gm)) {
    modulesOf(normalize(join(dirname(file), path)), found);
  }
  return found;
}

for (const page of ["join", "hall", "chair", "director", "secretariat", "interpreter", "delegate"]) {
  test(`${page} preloads exactly the modules that it imports`, () => {
    const template = readFileSync(join(root, `pages/${page}.mustache`), "utf8");
    const preloaded = [...template.matchAll(/rel="modulepreload" href="\/public\/([^"]+)"/g)].map(([, path]) => path);
    const scripts = [...template.matchAll(/<script type="module"(?: async)? src="\/public\/([^"]+)"/g)].map(([, path]) => path);
    assert.equal(scripts.at(-1), `pages/${page}.js`);
    const needed = [...new Set(scripts.flatMap((script) => [...modulesOf(script)]))].filter((file) => !scripts.includes(file));
    assert.deepEqual(preloaded.toSorted(), needed.toSorted());
  });
}
