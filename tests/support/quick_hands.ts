import type { Page } from "playwright-core";

/**
 * Sells within the page as fast as the till answers, one product paid in exact cash each time: what a whole shift does to
 * it, in seconds. Keys are those of gun and keyboard; a sale is over when its number stands on the screen. Answers the
 * numbers in order.
 */
export const sellQuickly = (page: Page, codes: readonly string[], times: number): Promise<string[]> =>
  page.evaluate(async ({ codes, times }) => {
    const press = (key: string) =>
      document.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true }));
    const until = async <T>(look: () => T | null | undefined | false): Promise<T> => {
      for (const end = performance.now() + 20_000; performance.now() < end;) {
        const found = look();
        if (found) return found;
        await new Promise((resolve) => setTimeout(resolve, 1));
      }
      throw new Error(`the till does not go on: ${document.body.innerText.slice(0, 400)}`);
    };
    const ticket = () => /T\d{3}-\d{6}/.exec(document.querySelector("main")?.innerText ?? "")?.[0] ?? null;
    const numbers: string[] = [];
    for (let sale = 0; sale < times; sale++) {
      for (const key of [...codes[sale % codes.length]!, "Enter"]) press(key);
      // The change of the last sale has left the screen, and the product is on it.
      await until(() => ticket() === null && /Cobrar S\//.test(document.body.innerText));
      press("F10");
      numbers.push(await until(ticket));
    }
    return numbers;
  }, { codes, times });
