import type { CDPSession, Page } from "playwright-core";
import { systemContext } from "../commands/shops/create_shop.ts";
import { stockCatalogue } from "../tests/support/big_catalogue.ts";
import { listBarcode } from "../tests/support/make_xlsx.ts";
import { type RunningShop, runShop } from "../tests/support/running_shop.ts";
import { Tablet } from "../tests/support/tablet.ts";
import type { Figure, Lab, Sides } from "./measure.ts";
import { percentile } from "./statistics.ts";

const PRODUCTS = 20_000;
const CODES = [19_999, 7_777, 12_345, 4_321, 15_000].map(listBarcode);

/** Edge-and-ux §1.3, both with the processor of a cheap tablet. */
interface Profile {
  readonly latency: number;
  readonly kbps: readonly [down: number, up: number];
  readonly cpu: number;
}
const PERU_4G: Profile = { latency: 100, kbps: [9_000, 3_000], cpu: 4 };
const BAD_SIGNAL: Profile = { latency: 400, kbps: [400, 400], cpu: 6 };

interface Counter {
  readonly tablet: Tablet;
  readonly page: Page;
  readonly control: CDPSession;
  close(): Promise<void>;
}

/** A tablet that has sold once, has its program and the whole catalogue, and is as slow as the profile says. */
async function counter({ scale }: Lab, profile: Profile): Promise<Counter> {
  const shop = await runShop(), products = Math.max(100, Math.round(PRODUCTS * scale));
  await stockCatalogue(systemContext(shop.services, await shop.services.tenants.get(shop.shop.id)), products);
  const tablet = await Tablet.bought(shop), { page } = tablet;
  await tablet.signIn();
  await tablet.openDrawer();
  await tablet.programKept();
  while (await page.evaluate(readAll) < products) await page.waitForTimeout(200);
  await tablet.allSent();
  const control = await page.context().newCDPSession(page);
  const [down, up] = profile.kbps.map((kbps) => kbps * 1000 / 8);
  await control.send("Network.enable");
  await control.send("Network.emulateNetworkConditions", {
    offline: false,
    latency: profile.latency,
    downloadThroughput: down!,
    uploadThroughput: up!,
  });
  await control.send("Emulation.setCPUThrottlingRate", { rate: profile.cpu });
  return { tablet, page, control, close: () => closed(tablet, shop) };
}

async function closed(tablet: Tablet, shop: RunningShop): Promise<void> {
  await tablet.throwAway();
  await shop.stop();
  await shop.remove();
}

/** In the page: all products out of its database into a map; answers how many. */
const readAll = () =>
  new Promise<number>((found) => {
    const opening = indexedDB.open("caserito-caja");
    opening.onsuccess = () => {
      const reading = opening.result.transaction("products").objectStore("products").getAll();
      reading.onsuccess = () => {
        const byCode = new Map<string, unknown>();
        for (const product of reading.result) for (const code of product.barcodes) byCode.set(code, product);
        opening.result.close();
        found(byCode.size);
      };
    };
  });

/** In the page: scans until the till answers, then waits for the paint. Answers milliseconds since the page was asked for. */
const firstScan = async (code: string): Promise<number> => {
  const isThere = () => /Cobrar\s*S\//.test(document.body.textContent ?? "");
  for (;;) {
    for (const key of [...code, "Enter"]) {
      document.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true }));
    }
    const asked = performance.now();
    while (!isThere() && performance.now() - asked < 500) await new Promise((done) => setTimeout(done, 4));
    if (!isThere()) continue;
    await new Promise((done) => requestAnimationFrame(() => setTimeout(done, 0)));
    return performance.now();
  }
};

const coldSides = (profile: Profile) => async (lab: Lab): Promise<Sides> => {
  const { page, tablet, close } = await counter(lab, profile);
  return {
    async ours(round) {
      await page.goto(`${tablet.shop.origin}/caja`, { waitUntil: "commit" });
      await page.waitForFunction(() => document.querySelector("main") !== null);
      const took = await page.evaluate(firstScan, CODES[round % CODES.length]!);
      // The ticket is left behind: the next round begins with another product on it.
      return took;
    },
    async bare() {
      await page.goto(`${tablet.shop.origin}/salud`, { waitUntil: "commit" });
      await page.evaluate(readAll);
      return await page.evaluate(() => performance.now());
    },
    close,
  };
};

const SCANS = 30;

/** In the page: p95 of what a scan takes until its line is painted; and of what paying takes until the sale is kept. */
const handOver = async ({ codes, scans }: { codes: readonly string[]; scans: number }) => {
  const press = (key: string) =>
    document.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true }));
  const until = async (look: () => boolean) => {
    while (!look()) await new Promise((done) => setTimeout(done, 0));
  };
  const text = () => document.querySelector("main")?.textContent ?? "";
  const painted: number[] = [], kept: number[] = [];
  for (let n = 0; n < scans; n++) {
    let begun = performance.now();
    for (const key of [...codes[n % codes.length]!, "Enter"]) press(key);
    await until(() => /Cobrar\s*S\//.test(text()) && !/T\d{3}-\d{6}/.test(text()));
    await new Promise((done) => requestAnimationFrame(() => setTimeout(done, 0)));
    painted.push(performance.now() - begun);
    begun = performance.now();
    press("F10");
    await until(() => /T\d{3}-\d{6}/.test(text()));
    kept.push(performance.now() - begun);
    await new Promise((done) => setTimeout(done, 80)); // nobody scans two cans in one breath
  }
  return { painted, kept };
};

/** In an empty page: a line added and painted, and one strict write of the size of a sale. */
const emptyHanded = async (scans: number) => {
  const opening = indexedDB.open("bench", 1);
  opening.onupgradeneeded = () => opening.result.createObjectStore("sale");
  await new Promise((done) => opening.onsuccess = done);
  const painted: number[] = [], kept: number[] = [];
  for (let n = 0; n < scans; n++) {
    let begun = performance.now();
    document.body.append(document.createElement("p"));
    await new Promise((done) => requestAnimationFrame(() => setTimeout(done, 0)));
    painted.push(performance.now() - begun);
    begun = performance.now();
    const tx = opening.result.transaction("sale", "readwrite", { durability: "strict" });
    tx.objectStore("sale").put("x".repeat(2_400), n);
    await new Promise((done) => tx.oncomplete = done);
    kept.push(performance.now() - begun);
  }
  opening.result.close();
  return { painted, kept };
};

const handSides = (which: "painted" | "kept") => async (lab: Lab): Promise<Sides> => {
  const { page, tablet, close } = await counter(lab, PERU_4G);
  return {
    async ours() {
      await tablet.openTill();
      await page.evaluate(firstScan, CODES[0]!);
      const times = await page.evaluate(handOver, { codes: CODES, scans: SCANS });
      return percentile(times[which].slice(2), 95);
    },
    async bare() {
      await page.goto(`${tablet.shop.origin}/salud`);
      return percentile((await page.evaluate(emptyHanded, SCANS))[which].slice(2), 95);
    },
    close,
  };
};

const cold = (name: string, what: string, profile: Profile, most: number): Figure => ({
  name,
  title: `till opened again to its first scan, 20,000 products, ${what}`,
  unit: "ms",
  bare: "an empty page that reads the same products from the same database into a map",
  rounds: 5,
  aims: [{ kind: "most", value: most, text: `≤ ${most / 1000} s` }],
  prepare: coldSides(profile),
});

const hand = (
  name: string,
  title: string,
  which: "painted" | "kept",
  bare: string,
  most: number,
): Figure => ({
  name,
  title: `${title}, p95 at 4× CPU`,
  unit: "ms",
  bare,
  rounds: 3,
  aims: [{ kind: "most", value: most, text: `≤ ${most} ms` }],
  prepare: handSides(which),
});

/** In a real browser, with the processor and the network of edge-and-ux §1.3. */
export const TILL: readonly Figure[] = [
  cold("till-cold-4g", "Peru 4G, 4× CPU", PERU_4G, 2_000),
  cold("till-cold-bad", "bad signal, 6× CPU", BAD_SIGNAL, 2_000),
  hand(
    "till-scan",
    "scan to its line painted",
    "painted",
    "an empty page that adds a line and paints it",
    50,
  ),
  hand(
    "till-pay",
    "pay to the sale kept on the disk",
    "kept",
    "one strict write of that size in an empty page",
    150,
  ),
];
