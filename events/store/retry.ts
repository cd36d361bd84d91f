import { isFault } from "./driver.ts";

const ATTEMPTS = 60;
const WAIT_MIN_MS = 4;
const WAIT_MAX_MS = 60;

/**
 * Asks again while another process holds the lock, about two seconds in all. Waits here and not in SQLite, whose wait is
 * synchronous; with jitter, so that two waiters do not meet again and again. Only for work that a busy lock leaves
 * undone as a whole: a top-level batch or a read.
 */
export async function retryBusy<T>(work: () => Promise<T>): Promise<T> {
  for (let attempt = 1;; attempt++) {
    try {
      return await work();
    } catch (error) {
      if (!isFault(error, "busy") || attempt === ATTEMPTS) throw error;
      await pause(WAIT_MIN_MS + Math.random() * (Math.min(WAIT_MAX_MS, attempt * 8) - WAIT_MIN_MS));
    }
  }
}

const PATIENCE_MS = 3_000;

/** Asks a server again that did not answer, for about three seconds. Only for what is safe to ask twice. */
export async function retryLost<T>(work: () => Promise<T>): Promise<T> {
  const until = performance.now() + PATIENCE_MS;
  for (let attempt = 1;; attempt++) {
    try {
      return await work();
    } catch (error) {
      if (!isFault(error, "lost", "busy") || performance.now() > until) throw error;
      await pause(Math.min(25 * 2 ** attempt, 800) * (0.75 + Math.random() / 2));
    }
  }
}

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
