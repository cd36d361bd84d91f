import type { EmbeddedDriver } from "./embedded_driver.ts";

/**
 * Bounds how many files are open, the least recently used one is let go. One in use is never touched: a driver works
 * within one tick, so while another one is opened it does nothing, and it opens its file again when it is asked next.
 */
export class OpenFiles {
  readonly #max: number;
  /** In order of last use. */
  readonly #open = new Set<EmbeddedDriver>();

  constructor(max: number) {
    this.#max = max;
  }

  get count(): number {
    return this.#open.size;
  }

  readonly use = (driver: EmbeddedDriver): void => {
    this.#open.delete(driver);
    this.#open.add(driver);
    if (this.#open.size <= this.#max) return;
    const [oldest] = this.#open;
    this.#open.delete(oldest!);
    oldest!.park();
  };

  readonly forget = (driver: EmbeddedDriver): void => void this.#open.delete(driver);
}
