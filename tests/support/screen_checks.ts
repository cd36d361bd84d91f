import axe from "axe-core";
import type { Page } from "playwright-core";

/** The sizes a page is judged at, and the narrowest one it must still fit. */
export const SIZES = [{ width: 360, height: 740 }, { width: 1280, height: 800 }] as const;
const NARROWEST = { width: 320, height: 740 };

/** What is wrong with the page as it stands, in words; empty when nothing is. `least` is the side of a target in px. */
export async function faultsOf(page: Page, least: number): Promise<string[]> {
  const faults: string[] = [];
  for (const size of SIZES) {
    await page.setViewportSize(size);
    const found = [...await violations(page), ...await page.evaluate(smallTargets, least)];
    faults.push(...found.map((fault) => `${size.width}px ${fault}`));
  }
  await page.setViewportSize(NARROWEST);
  faults.push(...(await page.evaluate(overflows)).map((fault) => `${NARROWEST.width}px ${fault}`));
  return faults;
}

/**
 * What Tab does not reach on the page as it stands, in words. A form's own controls do the rest by keyboard, as the browser
 * gives them; of radio buttons one is a stop and the arrows reach the others, a time has a stop for each of its parts, and
 * a bar of a chart is left to the same link in the table beside it.
 */
export async function unreachedByTab(page: Page): Promise<string[]> {
  const stops = await page.evaluate(() => {
    const left = new Set(
      [...document.querySelectorAll("a[href], button, input, select, textarea, summary")].filter((element) =>
        element.checkVisibility({ visibilityProperty: true }) &&
        !element.matches(':disabled, [type=radio], svg [tabindex="-1"]') &&
        !element.closest("dialog:not([open])")
      ),
    );
    Object.assign(globalThis, { leftByTab: left });
    document.addEventListener("focusin", ({ target }) => left.delete(target as Element));
    (document.activeElement as HTMLElement | null)?.blur();
    return left.size;
  });
  for (let pressed = 0; pressed < 5 * stops + 10; pressed++) {
    await page.keyboard.press("Tab");
    if (pressed % 10 === 9 && await page.evaluate(leftByTab).then(({ length }) => length === 0)) return [];
  }
  return (await page.evaluate(leftByTab)).map((name) => `Tab does not reach ${name}`);
}

const leftByTab = () =>
  [...(globalThis as unknown as { leftByTab: Set<Element> }).leftByTab].map((element) =>
    `${element.tagName} ${element.getAttribute("aria-label") ?? element.textContent?.trim().slice(0, 40)}`
  );

/** Every rule of axe, its best practices too. The source is evaluated by the debugger, which no CSP of ours forbids. */
async function violations(page: Page): Promise<string[]> {
  await page.evaluate(axe.source);
  // Half faded in, a colour is not yet the one that is meant.
  await page.evaluate(() =>
    Promise.allSettled(document.getAnimations().map(({ finished }) => finished)).then(() => undefined)
  );
  const { violations } = await page.evaluate(() => {
    const { axe } = globalThis as unknown as { axe: typeof import("axe-core") };
    return axe.run(document, { resultTypes: ["violations"] });
  });
  return violations.flatMap(({ id, help, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id} (${help}) at ${target.join(" ")}: ${failureSummary}`)
  );
}

/**
 * Targets smaller than `least` on a side. Excepted: a link in running text, whose size is that of its line (WCAG 2.5.8);
 * what only the keyboard reaches (the skip link, off the screen until focused); and in a chart a bar whose table beside it
 * holds the same link.
 */
function smallTargets(least: number): string[] {
  const isInText = (element: Element) =>
    getComputedStyle(element).display === "inline" &&
    element.parentElement!.textContent!.trim() !== element.textContent!.trim();
  return [...document.querySelectorAll("a[href], button, input, select, textarea, summary, [role=button]")]
    .filter((element) => element.checkVisibility({ visibilityProperty: true }))
    .filter((element) => !element.matches(".skip, .sr-only") && !element.closest("svg") && !isInText(element))
    .flatMap((element) => {
      const boxes = [element, ...(element instanceof HTMLInputElement ? element.labels ?? [] : [])]
        .map((part) => part.getBoundingClientRect());
      const [width, height] = [
        Math.max(...boxes.map((box) => box.width)),
        Math.max(...boxes.map((box) => box.height)),
      ];
      const name = element.getAttribute("aria-label") ?? element.textContent?.trim() ?? "";
      return width < least - .5 || height < least - .5
        ? [
          `target ${Math.floor(width)}×${Math.floor(height)} < ${least}: ${element.tagName} ${
            name.slice(0, 40)
          }`,
        ]
        : [];
    });
}

/** A page that scrolls sideways, and by whom. */
function overflows(): string[] {
  const room = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth <= room) return [];
  const culprits = [...document.body.querySelectorAll("*")]
    .filter((element) => element.getBoundingClientRect().right > room + .5)
    .map((element) => `${element.tagName}.${element.getAttribute("class") ?? ""}`);
  return [`scrolls sideways by ${document.documentElement.scrollWidth - room}: ${culprits.slice(-1).join()}`];
}
