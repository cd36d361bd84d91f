import type { CDPSession, Page } from "playwright-core";

const sessions = new WeakMap<Page, Promise<CDPSession>>();
/** Between two characters, as fast guns send them. */
const GAP_MS = 8;

/**
 * Scans a code as a gun does: all its keys at once, each with the time that the hardware gives it. A test machine under load
 * would otherwise type so slowly that a till rightly takes it for a person.
 */
export async function scanWithGun(page: Page, code: string, at = Date.now()): Promise<void> {
  if (!sessions.has(page)) sessions.set(page, page.context().newCDPSession(page));
  const session = await sessions.get(page)!;
  const keys = [...code].map((key) => ({ key, code: `Digit${key}`, text: key }));
  await Promise.all(
    [...keys, { key: "Enter", code: "Enter", text: "\r" }].map((key, i) =>
      session.send("Input.dispatchKeyEvent", {
        type: "keyDown",
        timestamp: (at + i * GAP_MS) / 1000,
        ...key,
      })
    ),
  );
}
