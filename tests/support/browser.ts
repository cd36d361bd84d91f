import { type Browser, type BrowserContext, chromium, type LaunchOptions } from "playwright-core";
import { findBrowser } from "../../scripts/browser.ts";

/** Flags for a machine without network and often without a user namespace: nothing of the browser calls home. */
export const BROWSER_ARGS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** A real browser for a test. The caller closes it. */
export const launchBrowser = (options: LaunchOptions = {}): Promise<Browser> =>
  chromium.launch({ executablePath: program(), headless: true, args: BROWSER_ARGS, ...options });

/** A real browser that keeps what it keeps in `dir`, as a tablet does. The caller closes it, or kills it. */
export const launchTablet = (
  dir: string,
  options: Parameters<typeof chromium.launchPersistentContext>[1] = {},
): Promise<BrowserContext> =>
  chromium.launchPersistentContext(dir, {
    executablePath: program(),
    headless: true,
    args: BROWSER_ARGS,
    ...options,
  });

function program(): string {
  const path = findBrowser();
  if (!path) throw new Error("no Chrome or Chromium: set CASERITO_BROWSER to the path of its program");
  return path;
}
