// Makes src/schema.ts, the types of the API, from its OpenAPI document: the repository's, or the file that is named.
import { readFile, writeFile } from "node:fs/promises";
import openapiTS, { astToString } from "openapi-typescript";

const PLACE = process.argv[2] ?? new URL("../../../tests/contract/openapi.json", import.meta.url);
const LEFT_OUT = new Set(["example", "examples", "headers", "links"]);

// Types need neither examples nor headers of answers, which are nine tenths of the document.
function slim(node, isNames = false) {
  if (Array.isArray(node)) return node.map((each) => slim(each));
  if (node === null || typeof node !== "object") return node;
  const kept = Object.entries(node).filter(([name]) => isNames || !LEFT_OUT.has(name));
  return Object.fromEntries(kept.map(([name, each]) => [name, slim(each, name === "properties" || name === "schemas")]));
}

const document = slim(JSON.parse(await readFile(PLACE, "utf8")));
const types = astToString(await openapiTS(document, { alphabetize: true }));
await writeFile(new URL("../src/schema.ts", import.meta.url), `// Made by scripts/generate.mjs.\n${types}`);
