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

/** Turns of the event loop that a command of somebody else may take: it is asked, waits for its group, is answered. */
const TURNS = 8;

/** Timers and sockets have their turn before it resolves, so often that a sale begun meanwhile is not cut into by the next. */
async function breath(): Promise<void> {
  for (let turn = 0; turn < TURNS; turn++) await new Promise((resolve) => setImmediate(resolve));
}
