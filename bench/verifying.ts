import { hash } from "node:crypto";
import { openLedgerFile } from "../commands/ledger/file_source.ts";
import { openCheckpointSigner } from "../commands/ledger/sign_checkpoint.ts";
import { verifyLedger } from "../commands/ledger/verify_ledger.ts";
import { FACTS, PROJECTIONS } from "../compose.ts";
import { parseVerifierKey, type VerifierKey } from "../events/log/verifier_key.ts";
import { verifyLog } from "../events/log/verifier.ts";
import { gateProjection } from "../events/store/gate.ts";
import { BareDatabase } from "./bare.ts";
import { type Aim, type Figure, type Lab, rate } from "./measure.ts";
import { openShops, soldShop, taken } from "./shop.ts";

const EVENTS = 100_000;
/** Sold between two signed checkpoints: a minute and more of the busiest shop. */
const SIGNED_EVERY = 500;
const AIM: Aim = { kind: "least", value: EVENTS / 5, text: "100,000 events in ≤ 5 s" };

interface SignedFile {
  readonly path: string;
  readonly key: VerifierKey;
  readonly events: number;
}

/** Sold once, and read by both figures. */
let sold: Promise<SignedFile> | undefined;

async function sell({ dir, scale }: Lab): Promise<SignedFile> {
  const tenants = await openShops(dir), signer = openCheckpointSigner(`${dir}/keys`);
  const sign = async (store: Parameters<typeof signer.sign>[0]) => void taken(await signer.sign(store));
  const store = await soldShop(tenants, "shop", EVENTS * scale, { every: SIGNED_EVERY, then: sign });
  const key = taken(parseVerifierKey(await signer.vkey(store)));
  const { size } = await store.head();
  await tenants.close();
  return { path: `${dir}/tenants/shop.db`, key, events: size };
}

const verifying = (
  figure: Pick<Figure, "name" | "title">,
  check: (file: SignedFile) => Promise<{ readonly ok: boolean }>,
): Figure => ({
  ...figure,
  unit: "events/s",
  bare: "the same rows read by libSQL, each body hashed with SHA-256",
  rounds: 3,
  cold: true,
  aims: [AIM],
  async prepare(lab) {
    const file = await (sold ??= sell(lab));
    return {
      ours: () =>
        rate(file.events, async () => {
          if (!(await check(file)).ok) throw new Error("the log of the bench does not verify");
        }),
      bare: () => rate(file.events, () => readAndHash(file)),
      close: () => Promise.resolve(),
    };
  },
});

function readAndHash({ path, events }: SignedFile): void {
  using database = new BareDatabase(path);
  let rows = 0;
  for (let after = 0n; rows < events;) {
    const page = database.all({ sql: PAGE, args: [after] }) as { pos: number; body: Uint8Array }[];
    for (const { body } of page) hash("sha256", new Uint8Array(body), "buffer");
    rows += page.length;
    after = BigInt(page.at(-1)!.pos);
  }
}
const PAGE =
  "SELECT pos, stream, ver, id, type, sv, body, leaf FROM event WHERE pos > ? ORDER BY pos LIMIT 1000";

export const VERIFYING: readonly Figure[] = [
  verifying(
    { name: "verify-log", title: "verify the log: bytes, tree, checkpoints" },
    async ({ path, key }) => {
      using source = openLedgerFile(path);
      const checkpoints = await source.checkpoints(), { head, lastPos } = await source.end();
      return await verifyLog({
        rows: source.rows(0, lastPos),
        checkpoints,
        head,
        origin: key.name,
        keys: [key],
      });
    },
  ),
  verifying(
    { name: "verify-all", title: "ledger verify: log and every read model" },
    async ({ path, key }) => {
      using source = openLedgerFile(path);
      return await verifyLedger(source, { facts: FACTS, projections: [gateProjection, ...PROJECTIONS], key });
    },
  ),
];
