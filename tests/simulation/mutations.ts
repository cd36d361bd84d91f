/** One thing that keeps sales from being lost or doubled, taken out of the program. */
export interface Mutation {
  readonly what: string;
  readonly file: string;
  readonly find: string;
  readonly replace: string;
}

/**
 * Each of these turns the simulation red (`deno task simulate --mutate`): else it would not be looking there. Not here, since
 * no life is any different without one of them alone: the store's memory of command ids and the unique ids of the schema
 * (each stands behind the other, and the version of a sale's stream behind both), and the check that no other window wrote
 * (the lock is taken first). Their tests are events/store/conformance_append.ts and tests/till/idb_store_test.ts.
 */
export const MUTATIONS: readonly Mutation[] = [
  {
    what: "the gap check: a hole in a device's numbers stops the push",
    file: "commands/sync/push.ts",
    find: "if (first > chain.lastSeq + 1 || commands.some(",
    replace: "if (commands.some(",
  },
  {
    what: "the dedupe: what was heard before is answered as before",
    file: "commands/sync/push.ts",
    find: "const known = await knownOutcome(context, { deviceId, command, hash });",
    replace: "const known: Awaited<ReturnType<typeof knownOutcome>> = ok(null);",
  },
  {
    what: "the place in the chain in the same append as the effect",
    file: "commands/sync/push.ts",
    find: "dev: placeTaken || placeless ? null : dev,",
    replace: "dev: null,",
  },
  {
    what: "the sale on the disk before it is shown as done",
    file: "islands/till/paying.ts",
    find: "await till.outbox.write(",
    replace: "void till.outbox.write(",
  },
  {
    what: "what was answered is kept for a server that was restored",
    file: "islands/till/push_client.ts",
    find: "if (!await this.deps.store.recall(expected)) await this.deps.onChainLost();",
    replace: "await this.deps.onChainLost();",
  },
  {
    what: "only the shop itself can refuse a device",
    file: "islands/till/pairing.ts",
    find: 'if (response.status < 400 || type === "" && response.status !== 401) return "unreachable";',
    replace: "",
  },
];
