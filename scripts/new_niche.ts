/** `deno task new:niche <slug> [--title "Peluquería"]`: makes the folder of a trade and its line in niches/mod.ts. */
import { parseArgs } from "node:util";

const HELP = `Uso: deno task new:niche <rubro> [--title "Peluquería"] [--json]

  <rubro>    Minúsculas y guiones: peluqueria, mercado-central
  --title    Cómo se llama en pantalla (si falta, el rubro con mayúscula)
  --json     Imprime lo hecho como JSON`;

const ROOT = new URL("..", import.meta.url);

function fail(message: string): never {
  console.error(`${message}\n\n${HELP}`);
  Deno.exit(64);
}

function readArguments() {
  try {
    return parseArgs({
      args: Deno.args,
      allowPositionals: true,
      options: { title: { type: "string" }, json: { type: "boolean" }, help: { type: "boolean" } },
    });
  } catch (error) {
    fail((error as Error).message);
  }
}

const { values, positionals: [slug, ...rest] } = readArguments();
if (values.help) {
  console.log(HELP);
  Deno.exit(0);
}
if (slug === undefined || rest.length > 0) fail("Falta el rubro, uno solo");
if (!/^[a-z](?:-?[a-z0-9]){2,38}$/.test(slug)) {
  fail(`El rubro va en minúsculas sin tildes, por ejemplo peluqueria: "${slug}"`);
}

const folder = new URL(`niches/${slug}/`, ROOT);
if (await Deno.stat(folder).then(() => true, () => false)) fail(`Ya existe niches/${slug}/`);

const title = values.title ?? slug[0]!.toUpperCase() + slug.slice(1).replaceAll("-", " ");
const name = slug.replace(/-(.)/g, (_, letter: string) => letter.toUpperCase());

await Deno.mkdir(folder);
await Deno.writeTextFile(
  new URL("mod.ts", folder),
  `import { defineNiche } from "../define_niche.ts";

export const ${name} = defineNiche({
  slug: "${slug}",
  title: ${JSON.stringify(title)},
  capabilities: ["till"],
  facts: [],
  projections: [],
  pages: [],
  onboarding: [{ id: "registro", title: "Tu tienda tiene nombre y caja", doneWhen: "ShopOpened" }],
  catalog: () => Promise.resolve([]),
});
`,
);
await Deno.writeTextFile(
  new URL("mod_test.ts", folder),
  `import assert from "node:assert/strict";
import { NICHES } from "../mod.ts";
import { ${name} } from "./mod.ts";

Deno.test("${slug} is one of the platform's trades", () => {
  assert.ok(NICHES.includes(${name}));
});
`,
);

const list = new URL("niches/mod.ts", ROOT);
const text = await Deno.readTextFile(list);
await Deno.writeTextFile(
  list,
  text.replace(
    /(import \{ \w+ \} from ".\/[^"]+";\n)(?!import \{)/,
    `$1import { ${name} } from "./${slug}/mod.ts";\n`,
  )
    .replace(/(NICHES: readonly Niche\[\] = \[)([^\]]*)\]/, `$1$2, ${name}]`),
);

const made = [`niches/${slug}/mod.ts`, `niches/${slug}/mod_test.ts`, "niches/mod.ts"];
console.log(values.json ? JSON.stringify({ slug, title, files: made }) : `Listo: ${made.join(", ")}`);
