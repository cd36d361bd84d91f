import assert from "node:assert/strict";
import { cp } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import type { Page } from "playwright-core";
import { textLines } from "../dev/protocol.ts";
import { launchBrowser } from "./browser.ts";
import { FIXTURE } from "./fixture_app.ts";

const REPO = fileURLToPath(new URL("../../", import.meta.url));

/** A copy of the fixture that may be edited, below the repository so that its import map holds. */
async function copyFixture(): Promise<{ dir: string; edit: Edit } & AsyncDisposable> {
  await Deno.mkdir(`${REPO}_build`, { recursive: true });
  const dir = await Deno.makeTempDir({ dir: `${REPO}_build`, prefix: "dev_test_" });
  await cp(FIXTURE, dir, { recursive: true, filter: (path: string) => !path.endsWith("/_build") });
  return {
    dir,
    edit: async (file, from, to) => {
      const text = await Deno.readTextFile(`${dir}/${file}`);
      assert.ok(text.includes(from), `${file} has no ${from}`);
      await Deno.writeTextFile(`${dir}/${file}`, text.replace(from, to));
    },
    [Symbol.asyncDispose]: () => Deno.remove(dir, { recursive: true }),
  };
}
type Edit = (file: string, from: string, to: string) => Promise<void>;

async function startDev(dir: string): Promise<{ origin: string } & AsyncDisposable> {
  const child = new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", `${dir}/dev.ts`],
    env: { PORT: "0" },
    stdout: "piped",
    stderr: "null",
  }).spawn();
  const lines = textLines(child.stdout);
  for (;;) {
    const { value, done } = await lines.next();
    if (done) throw new Error("The development server ended before it listened.");
    const port = /^port (\d+)$/.exec(value)?.[1];
    if (!port) continue;
    return {
      origin: `http://127.0.0.1:${port}`,
      [Symbol.asyncDispose]: async () => {
        child.kill("SIGTERM");
        await child.status;
        await lines.return(undefined);
      },
    };
  }
}

const shows = (page: Page, text: string) =>
  page.waitForFunction((wanted) => document.body?.innerText.includes(wanted), text);

Deno.test("development server in Chromium", { sanitizeOps: false, sanitizeResources: false }, async (t) => {
  await using project = await copyFixture();
  await using dev = await startDev(project.dir);
  const browser = await launchBrowser();
  const page = await browser.newPage();
  const { edit } = project;

  try {
    await t.step("serves pages and islands", async () => {
      await page.goto(`${dev.origin}/counter`, { waitUntil: "load" });
      await shows(page, "3");
    });

    await t.step("a saved island is on screen without being asked for, drawn by the server too", async () => {
      await edit("islands/Counter.tsx", "{count}", "{count} veces");
      await shows(page, "3 veces");
      assert.match(await (await fetch(`${dev.origin}/counter`)).text(), /3 veces/);
      await page.waitForFunction(() => {
        document.querySelector<HTMLElement>("#counter")?.click();
        return document.querySelector("#counter")?.textContent !== "3 veces";
      });
    });

    await t.step("a saved route is on screen without being asked for", async () => {
      await edit("routes/counter.tsx", "<main>", "<main><p>una ruta nueva</p>");
      await shows(page, "una ruta nueva");
    });

    await t.step("a new route and a new island are found", async () => {
      await Deno.writeTextFile(
        `${project.dir}/islands/Fresh.tsx`,
        "export default function Fresh() { return <b onClick={() => {}}>isla nueva</b>; }\n",
      );
      await Deno.writeTextFile(
        `${project.dir}/routes/nueva.tsx`,
        `import Fresh from "../islands/Fresh.tsx";\nexport default function Page() { return <Fresh />; }\n`,
      );
      await edit("routes/counter.tsx", "una ruta nueva", "otra más");
      await shows(page, "otra más");
      await page.goto(`${dev.origin}/nueva`);
      await shows(page, "isla nueva");
      assert.equal(await page.locator("script[type=application\\/json]").count(), 1);
    });

    await t.step("an island that cannot be bundled shows its line, and the page comes back", async () => {
      await edit("islands/Fresh.tsx", "return <b", "return <b <");
      await shows(page, "The islands could not be bundled");
      await shows(page, "islands/Fresh.tsx:1");
      assert.match(await page.locator(".frame .hit").innerText(), /return <b </);
      await edit("islands/Fresh.tsx", "return <b <", "return <b");
      await shows(page, "isla nueva");
    });

    await t.step("a route that cannot be parsed shows its line, and the page comes back", async () => {
      await edit("routes/nueva.tsx", "return <Fresh />", "return <Fresh / ");
      await shows(page, "Expected '>'");
      assert.match(await page.locator(".frame .hit").innerText(), /return <Fresh \//);
      await edit("routes/nueva.tsx", "return <Fresh / ", "return <Fresh />");
      await shows(page, "isla nueva");
    });

    await t.step("a server that cannot start shows its line, and the page comes back", async () => {
      await edit("main.ts", "export const app", `throw new Error("no hay luz");\nexport const app`);
      await shows(page, "The server could not start");
      await shows(page, "no hay luz");
      assert.match(await page.locator(".frame .hit").innerText(), /throw new Error\("no hay luz"\)/);
      await edit("main.ts", `throw new Error("no hay luz");\n`, "");
      await shows(page, "isla nueva");
    });

    await t.step("an error while a page is made shows the line of the source that threw it", async () => {
      await edit("routes/nueva.tsx", "return <Fresh />;", `\n  throw new Error("se acabó el arroz");\n`);
      await shows(page, "se acabó el arroz");
      assert.match(await page.locator(".frame .hit").innerText(), /throw new Error\("se acabó el arroz"\)/);
      assert.match(await page.locator("body").innerText(), /routes\/nueva\.tsx:3/);
    });
  } finally {
    await browser.close();
  }
});
