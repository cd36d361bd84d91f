/** `deno run -P=test scripts/till_states.ts <folder>`: photographs the till in each of its states at the three sizes of the house. */
import { launchBrowser } from "../tests/support/browser.ts";
import { runDemo } from "../tests/support/running_shop.ts";
import { signIn, tillStates } from "../tests/support/till_states.ts";
import { complain, EXIT } from "./cli.ts";

const SIZES = [[360, 740], [800, 1280], [1280, 800]] as const;
const [folder] = Deno.args;
if (!folder) {
  complain("Uso: till_states.ts docs/screenshots");
  Deno.exit(EXIT.usage);
}

const running = await runDemo(8);
const browser = await launchBrowser();
try {
  for (const [width, height] of SIZES) {
    const context = await browser.newContext({ viewport: { width, height }, locale: "es-PE" });
    const page = await context.newPage();
    page.setDefaultTimeout(15_000);
    await signIn(page, running);
    for await (const state of tillStates(page, running)) {
      await page.screenshot({ path: `${folder}/caja-${state}-${width}x${height}.png` });
    }
    await context.close();
  }
} finally {
  await browser.close();
  await running.stop();
  await running.remove();
}
