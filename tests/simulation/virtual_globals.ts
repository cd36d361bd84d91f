import { createHash, createPrivateKey, createPublicKey, type KeyObject, sign, verify } from "node:crypto";
import * as fakeIndexedDb from "fake-indexeddb";
import type { World } from "./world.ts";

/**
 * Runs `work` in a world of its own: clock and chance come from the world, and WebCrypto answers at once instead of from
 * a thread whose turn is never the same twice. Everything is put back afterwards.
 */
export async function inWorld<T>(world: World, work: () => Promise<T>): Promise<T> {
  const skew = () => world.machines.getStore()?.skewMs ?? 0;
  const since = () => world.nowMs - (world.machines.getStore()?.startedMs ?? 0);
  const restore = [
    replaced(Date, "now", () => world.nowMs + skew()),
    replaced(performance, "now", since),
    replaced(Math, "random", world.chance.next),
    replaced(crypto, "getRandomValues", <T extends ArrayBufferView>(into: T): T => {
      world.chance.fill(new Uint8Array(into.buffer, into.byteOffset, into.byteLength));
      return into;
    }),
    replaced(
      globalThis,
      "fetch",
      (url: string, init: RequestInit) => world.machines.getStore()!.fetch(url, init),
    ),
    replaced(globalThis, "CompressionStream", undefined), // its bytes come from a thread; a till without it sends plain text
    // Each machine has a disk of its own; outside of one there is none.
    ...IDB_NAMES.map((name) => replaced(globalThis, name, fakeIndexedDb[name])),
    replacedBy(globalThis, "indexedDB", { get: () => world.machines.getStore()?.databases }),
    ...Object.entries(subtleOf(world)).map(([name, answer]) => replaced(crypto.subtle, name, answer)),
  ];
  try {
    return await work();
  } finally {
    for (const back of restore) back();
  }
}

const IDB_NAMES = [
  "IDBCursor",
  "IDBDatabase",
  "IDBIndex",
  "IDBKeyRange",
  "IDBObjectStore",
  "IDBRequest",
  "IDBTransaction",
] as const;

const replaced = (object: object, name: string, value: unknown): () => void =>
  replacedBy(object, name, { value, writable: true });

function replacedBy(object: object, name: string, by: PropertyDescriptor): () => void {
  const before = Object.getOwnPropertyDescriptor(object, name);
  Object.defineProperty(object, name, { ...by, configurable: true });
  return () => {
    if (before) Object.defineProperty(object, name, before);
    else delete (object as Record<string, unknown>)[name];
  };
}

const bytesOf = (data: BufferSource): Uint8Array =>
  ArrayBuffer.isView(data)
    ? new Uint8Array(data.buffer, data.byteOffset, data.byteLength)
    : new Uint8Array(data);
const bufferOf = (bytes: Uint8Array): ArrayBuffer => new Uint8Array(bytes).buffer;

/** Before the 32 bytes of an Ed25519 key, RFC 8410. */
const PRIVATE_PREFIX = "302e020100300506032b657004220420", PUBLIC_PREFIX = "302a300506032b6570032100";

/** Ed25519 and SHA-2 as WebCrypto has them, by `node:crypto`, which answers within the call. */
function subtleOf(world: World): Readonly<Record<string, unknown>> {
  // Found by a number, since what a database keeps and gives back is another object.
  const keys: KeyObject[] = [];
  const keyOf = (key: KeyObject, type: "private" | "public", usages: readonly string[]) => ({
    type,
    extractable: type === "public",
    algorithm: { name: "Ed25519" },
    usages,
    number: keys.push(key) - 1,
  });
  const held = (key: object): KeyObject => {
    const found = keys[(key as { number?: number }).number ?? -1];
    if (!found) throw new TypeError("a key that was not made in this world");
    return found;
  };
  const publicOf = (key: KeyObject) => createPublicKey(key);
  // deno-lint-ignore require-await -- WebCrypto rejects and does not throw
  const answers = <Args extends unknown[], T>(answer: (...args: Args) => T) => async (...args: Args) =>
    answer(...args);
  const original = { importKey: crypto.subtle.importKey.bind(crypto.subtle) };
  return {
    digest: answers((algorithm: string | { name: string }, data: BufferSource) => {
      const name = (typeof algorithm === "string" ? algorithm : algorithm.name).replace("-", "")
        .toLowerCase();
      return bufferOf(createHash(name).update(bytesOf(data)).digest());
    }),
    generateKey: answers((algorithm: string | { name: string }) => {
      if (nameOf(algorithm) !== "Ed25519") throw new TypeError(`no ${nameOf(algorithm)} key in this world`);
      const secret = new Uint8Array(32);
      world.chance.fill(secret);
      const der = Uint8Array.fromHex(PRIVATE_PREFIX + secret.toHex());
      const key = createPrivateKey({ key: der as never, format: "der", type: "pkcs8" });
      return {
        privateKey: keyOf(key, "private", ["sign"]),
        publicKey: keyOf(publicOf(key), "public", ["verify"]),
      };
    }),
    importKey: async (
      format: string,
      data: BufferSource,
      algorithm: string | { name: string },
      ...rest: [boolean, KeyUsage[]]
    ) => {
      if (nameOf(algorithm) !== "Ed25519") {
        return await original.importKey(format as "raw", data, algorithm, ...rest);
      }
      if (format === "raw") {
        const der = Uint8Array.fromHex(PUBLIC_PREFIX + bytesOf(data).toHex());
        return keyOf(createPublicKey({ key: der as never, format: "der", type: "spki" }), "public", [
          "verify",
        ]);
      }
      const key = createPrivateKey({ key: bytesOf(data) as never, format: "der", type: "pkcs8" });
      return keyOf(key, "private", ["sign"]);
    },
    exportKey: answers((format: string, key: object) => {
      const der = held(key).export(
        { format: "der", type: format === "pkcs8" ? "pkcs8" : "spki" } as never,
      ) as unknown as Uint8Array;
      return bufferOf(format === "raw" ? der.slice(-32) : der);
    }),
    sign: answers((_: unknown, key: object, data: BufferSource) =>
      bufferOf(sign(null, bytesOf(data), held(key)))
    ),
    verify: answers((_: unknown, key: object, signature: BufferSource, data: BufferSource) =>
      verify(null, bytesOf(data), held(key), bytesOf(signature))
    ),
  };
}

const nameOf = (algorithm: string | { name: string }): string =>
  typeof algorithm === "string" ? algorithm : algorithm.name;
