import assert from "node:assert/strict";
import { zEnvironment } from "../config.ts";
import { SHARED_FACTS } from "../events/facts/mod.ts";
import denoJson from "../deno.json" with { type: "json" };

const read = (path: string) => Deno.readTextFileSync(new URL(`../${path}`, import.meta.url));
const VARIABLES = Object.keys(zEnvironment.shape);

Deno.test("the README's table names every environment variable, and no other", () => {
  const named = [
    ...new Set([...read("README.md").matchAll(/\| `(CASERITO_\w+)` +\|/g)].map((match) => match[1]!)),
  ];
  assert.deepEqual(named.toSorted(), VARIABLES.toSorted());
});

Deno.test(".env.example names every environment variable, and no other", () => {
  const named = [...read(".env.example").matchAll(/^#? ?(CASERITO_\w+)=/gm)].map((match) => match[1]!);
  assert.deepEqual(named.toSorted(), VARIABLES.toSorted());
});

Deno.test("docs/events.md names every fact with its version of today", () => {
  const text = read("docs/events.md");
  const missing = SHARED_FACTS.map(({ type, version }) => `\`${type}\` v${version}`).filter((name) =>
    !text.includes(name)
  );
  assert.deepEqual(missing, []);
});

Deno.test("the README's tasks are tasks", () => {
  const named = [...read("README.md").matchAll(/deno(?:@[\d.]+)? task ([\w:]+)/g)].map((match) => match[1]!);
  assert.ok(named.length > 3);
  assert.deepEqual(named.filter((task) => !(task in denoJson.tasks)), []);
});

Deno.test("the README's tour leads to pages that are there", () => {
  const tour = read("README.md").split("## A tour")[1]!.split("## ")[0]!;
  const pages = [...tour.matchAll(/_(\p{Lu}[^_]+)_/gu)].map((match) => match[1]!);
  assert.ok(pages.length > 3);
  for (const page of pages) {
    const path = page.toLowerCase().normalize("NFD").replace(/\p{Mn}/gu, "").replaceAll(" → ", "/")
      .replaceAll(" ", "-");
    assert.ok(Deno.statSync(new URL(`../routes/(tienda)/${path}`, import.meta.url)).isDirectory, page);
  }
});

Deno.test("every local link of the documents leads somewhere", () => {
  const documents = [
    ...["", "deploy/", "events/log/", "fresh/", "islands/till/"].map((folder) => `${folder}README.md`),
    ...["docs/", "docs/decisions/"].flatMap((folder) =>
      [...Deno.readDirSync(new URL(`../${folder}`, import.meta.url))]
        .filter(({ name }) => name.endsWith(".md")).map(({ name }) => `${folder}${name}`)
    ),
  ];
  const dead = documents.flatMap((document) =>
    [...read(document).matchAll(/\]\((?!https?:|#|mailto:)([^)#\s]+)/g)].map((match) => match[1]!)
      .filter((link) => {
        try {
          Deno.statSync(new URL(link, new URL(`../${document}`, import.meta.url)));
          return false;
        } catch {
          return true;
        }
      }).map((link) => `${document}: ${link}`)
  );
  assert.deepEqual(dead, []);
});
