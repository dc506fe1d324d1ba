// A name that a module forgets to import fails only when a page comes to use it: here it fails at once.
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import test from "node:test";

const root = fileURLToPath(new URL("../../Public", import.meta.url));
const modules = ["lib", "components", "pages"].flatMap((folder) =>
  readdirSync(`${root}/${folder}`).filter((name) => name.endsWith(".js")).map((name) => `${folder}/${name}`));

/** A module without comments and without what stands in quotes. @param {string} name */
const codeOf = (name) => readFileSync(`${root}/${name}`, "utf8")
  .replace(/\/\*[^]*?\*\//g, "").replace(/"(?:[^"\\\n]|\\.)*"/g, '""').replace(/(^|\s)\/\/.*$/gm, "$1");

const codes = new Map(modules.map((name) => [name, codeOf(name)]));
const exported = new Set([...codes.values()].flatMap((code) => [...code.matchAll(/^export (?:async )?(?:function|const|let|class) (\w+)/gm)].map(([, name]) => name)));

/** What a module imports, declares, takes as a parameter, or calls its own methods. @param {string} code */
function known(code) {
  const imported = [...code.matchAll(/import\s*\{([^}]*)\}/g)].flatMap(([, names]) => names.split(",").map((name) => name.split(" as ").at(-1)?.trim()));
  const declared = [...code.matchAll(/\b(?:function|const|let|class)\s+(\w+)/g)].map(([, name]) => name);
  const unpacked = [...code.matchAll(/\b(?:const|let)\s*[{[]([^=]*?)[}\]]\s*=/g)].flatMap(([, names]) => names.match(/\w+/g) ?? []);
  const listed = [...code.matchAll(/\b(?:const|let)\s+([^;]*);/g)].flatMap(([, names]) => [...names.matchAll(/(?:^|,)\s*(\w+)\s*=/g)].map(([, name]) => name));
  const parameters = [...code.matchAll(/\(([^()]*)\)\s*(?:=>|\{)/g)].flatMap(([, names]) => names.match(/\w+/g) ?? []);
  const methods = [...code.matchAll(/^ {2}(?:static |async |get |set |\*)*(\w+)\([^\n]*\{$/gm)].map(([, name]) => name);
  return new Set([...imported, ...declared, ...unpacked, ...listed, ...parameters, ...methods]);
}

test("whatever a module calls of another's it imports", () => {
  const missing = [...codes].flatMap(([name, code]) => {
    const names = known(code);
    const called = new Set([...code.matchAll(/(?<![.\w#$])(\w+)\(/g)].map(([, call]) => call));
    return [...called].filter((call) => exported.has(call) && !names.has(call)).map((call) => `${name}: ${call}`);
  });
  assert.deepEqual(missing, []);
});
