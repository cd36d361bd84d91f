const lines = new WeakMap<object, Promise<unknown>>();

/**
 * One after another for one shop, and a breath for the whole process before each: whoever else has something to ask is
 * heard between any two commands of a queue, were it a week of sales from twenty tills. Side by side they would not be
 * faster: a late sale is decided on the whole log, so of twenty decided at once nineteen would be decided again.
 */
export function inTurn<T>(shop: object, work: () => Promise<T>): Promise<T> {
  const before = lines.get(shop) ?? Promise.resolve();
  const mine = before.then(breath).then(work);
  lines.set(shop, mine.catch(() => undefined));
  return mine;
}

/** Timers and sockets have their turn before it resolves. */
const breath = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
