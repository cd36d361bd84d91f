import { type Browser, chromium, type LaunchOptions } from "playwright-core";
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
export function launchBrowser(options: LaunchOptions = {}): Promise<Browser> {
  const executablePath = findBrowser();
  if (!executablePath) {
    throw new Error("no Chrome or Chromium: set CASERITO_BROWSER to the path of its program");
  }
  return chromium.launch({ executablePath, headless: true, args: BROWSER_ARGS, ...options });
}
