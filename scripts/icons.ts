/** `deno run -P=test scripts/icons.ts`: draws the icons of the installed till from the one SVG, after that has changed. */
import type { Browser } from "playwright-core";
import { launchBrowser } from "../tests/support/browser.ts";

const FOLDER = new URL("../static/icons/", import.meta.url);
const DRAWING = Deno.readTextFileSync(new URL("../static/favicon.svg", import.meta.url));
/** Launchers cut a maskable icon to their own shape: its drawing keeps within the middle 80 % (W3C Maskable Icons). */
const FULL_BLEED = DRAWING.replace(
  /<rect[^>]*>/,
  '<rect x="-8" y="-8" width="48" height="48" fill="#0B6B4F"/>',
);
const MASKABLE = FULL_BLEED.replace("0 0 32 32", "-5 -5 42 42");
const APPLE = FULL_BLEED.replace("0 0 32 32", "-2 -2 36 36");

const ICONS: readonly (readonly [name: string, side: number, svg: string])[] = [
  ["icon-192.png", 192, DRAWING],
  ["icon-512.png", 512, DRAWING],
  ["maskable-512.png", 512, MASKABLE],
  ["apple-touch-icon.png", 180, APPLE],
];

async function draw(browser: Browser, name: string, side: number, svg: string): Promise<void> {
  const page = await browser.newPage({ viewport: { width: side, height: side } });
  await page.setContent(
    `<style>body{margin:0}svg{display:block;width:${side}px;height:${side}px}</style>${svg}`,
  );
  await page.screenshot({ path: new URL(name, FOLDER).pathname, omitBackground: true });
  await page.close();
}

const browser = await launchBrowser();
try {
  for (const [name, side, svg] of ICONS) await draw(browser, name, side, svg);
} finally {
  await browser.close();
}
