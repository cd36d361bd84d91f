/** `deno task new:niche <slug> [--title "Peluquería"]`: makes the folder of a trade and its line in niches/mod.ts. */
import { HELP_OPTION, print, printJson, readFlags, runCli, UsageError } from "./cli.ts";

const HELP = `Uso: deno task new:niche <rubro> [--title "Peluquería"] [--json]

  <rubro>    El rubro en minúsculas y guiones: peluqueria, mercado-central
  --title    Cómo se llama en pantalla (si falta, el rubro con mayúscula)
  --json     Imprime lo hecho como JSON`;

const ROOT = new URL("..", import.meta.url);

await runCli(async (args) => {
  // The trade itself may come first, without its flag: `new:niche peluqueria`.
  const given = args[0]?.startsWith("-") === false ? ["--slug", ...args] : args;
  const flags = readFlags(given, {
    ...HELP_OPTION,
    slug: { type: "string" },
    title: { type: "string" },
    json: { type: "boolean" },
  });
  if (flags.help) {
    print(HELP);
    return 0;
  }
  const { slug } = flags;
  if (!slug) throw new UsageError("Falta el rubro. Por ejemplo: deno task new:niche peluqueria");
  if (!/^[a-z](?:-?[a-z0-9]){2,38}$/.test(slug)) {
    throw new UsageError(`El rubro va en minúsculas sin tildes, por ejemplo peluqueria, no "${slug}"`);
  }
  const folder = new URL(`niches/${slug}/`, ROOT);
  if (await Deno.stat(folder).then(() => true, () => false)) {
    throw new UsageError(`Ese rubro ya está: existe niches/${slug}/`);
  }
  const title = flags.title ?? slug[0]!.toUpperCase() + slug.slice(1).replaceAll("-", " ");
  const name = slug.replace(/-(.)/g, (_, letter: string) => letter.toUpperCase());

  await Deno.mkdir(folder);
  await Deno.writeTextFile(
    new URL("mod.ts", folder),
    `import { defineNiche } from "../define_niche.ts";

export const ${name} = defineNiche({
  slug: "${slug}",
  title: ${JSON.stringify(title)},
  shopName: ${JSON.stringify(`Mi ${title.toLowerCase()}`)},
  capabilities: ["till"],
  facts: [],
  projections: [],
  pages: [],
  onboarding: [
    { id: "registro", title: "Tu tienda tiene nombre y caja", page: "/caja", doneWhen: "ShopOpened" },
  ],
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
      .replace(/(NICHES: readonly Niche\[\] = \[[^\]]*?),?\s*\]/, `$1,\n  ${name},\n]`),
  );

  const made = [`niches/${slug}/mod.ts`, `niches/${slug}/mod_test.ts`, "niches/mod.ts"];
  if (flags.json) printJson({ slug, title, files: made });
  else print(`Listo: ${made.join(", ")}`);
  return 0;
});
