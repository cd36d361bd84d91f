/** `deno run -P=dev scripts/screenshots.ts <address> <folder> [path …]`: photographs pages of a running shop at the three sizes of the house. */
import { launchBrowser } from "../tests/support/browser.ts";
import { complain, EXIT } from "./cli.ts";

const SIZES = [[360, 740], [800, 1280], [1280, 800]] as const;
const [address, folder, ...paths] = Deno.args;
if (!address || !folder || paths.length === 0) {
  complain(
    "Uso: screenshots.ts http://minimarket-lucha.localhost:8000 docs/screenshots /hoy /auditoria",
  );
  Deno.exit(EXIT.usage);
}

const browser = await launchBrowser();
try {
  for (const [width, height] of SIZES) {
    const context = await browser.newContext({ viewport: { width, height }, locale: "es-PE" });
    const page = await context.newPage();
    await page.goto(`${address}/ingresar`);
    if (await page.getByLabel("Correo").count() > 0) {
      await page.getByLabel("Correo").fill("lucha@caserito.test");
      await page.getByLabel("Contraseña").fill("caserito-demo");
      await page.getByRole("button", { name: "Ingresar" }).click();
      await page.waitForURL((url) => url.pathname !== "/ingresar");
    }
    for (const path of paths) {
      await page.goto(address + path, { waitUntil: "networkidle" });
      const name = path.replace(/^\//, "").replace(/[^a-z0-9]+/gi, "-") || "inicio";
      await page.screenshot({ path: `${folder}/${name}-${width}x${height}.png` });
    }
    await context.close();
  }
} finally {
  await browser.close();
}
