import type { Instant } from "../../../kernel/time.ts";
import type { Statement } from "../types.ts";
import type { ControlDb } from "./db.ts";

export interface Passkey {
  /** In base64url, as browsers name it. */
  readonly credentialId: string;
  readonly personId: string;
  readonly publicKey: Uint8Array<ArrayBuffer>;
  readonly counter: number;
  readonly transports: readonly string[];
  /** What it was made on, for a person to know it again. */
  readonly name: string;
  readonly createdAt: Instant;
  readonly usedAt: Instant | null;
}

type Row = {
  credential_id: string;
  person_id: string;
  public_key: Uint8Array<ArrayBuffer>;
  counter: number;
  transports: string;
  name: string;
  created_at: string;
  used_at: string | null;
};
const passkeyOf = (row: Row): Passkey => ({
  credentialId: row.credential_id,
  personId: row.person_id,
  publicKey: row.public_key,
  counter: row.counter,
  transports: JSON.parse(row.transports) as string[],
  name: row.name,
  createdAt: row.created_at as Instant,
  usedAt: row.used_at as Instant | null,
});

/** Throws `ConstraintError` where the credential is known already. */
export async function addPasskey(db: ControlDb, passkey: Omit<Passkey, "usedAt">): Promise<void> {
  await db.batch([{
    sql: `INSERT INTO passkey (credential_id, person_id, public_key, counter, transports, name, created_at)
          VALUES (?, ?, ?, ?, ?, ?, ?)`,
    args: [
      passkey.credentialId,
      passkey.personId,
      passkey.publicKey,
      passkey.counter,
      JSON.stringify(passkey.transports),
      passkey.name,
      passkey.createdAt,
    ],
  }]);
}

export async function passkeyById(db: ControlDb, credentialId: string): Promise<Passkey | null> {
  const row = await db.first<Row>("SELECT * FROM passkey WHERE credential_id = ?", [credentialId]);
  return row && passkeyOf(row);
}

/** In the order in which they were made. */
export async function passkeysOf(db: ControlDb, personId: string): Promise<Passkey[]> {
  const rows = await db.all<Row>(
    "SELECT * FROM passkey WHERE person_id = ? ORDER BY created_at, credential_id",
    [personId],
  );
  return rows.map(passkeyOf);
}

/** True where the counter had not been seen: a copied authenticator would bring one twice (WebAuthn §6.1.1). */
export async function usePasskey(
  db: ControlDb,
  { credentialId, counter: before }: Passkey,
  counter: number,
  now: Instant,
): Promise<boolean> {
  const rows = await db.all(
    "UPDATE passkey SET counter = ?, used_at = ? WHERE credential_id = ? AND counter = ? RETURNING counter",
    [counter, now, credentialId, before],
  );
  return rows.length > 0;
}

export const removingPasskey = (personId: string, credentialId: string): Statement => ({
  sql: "DELETE FROM passkey WHERE person_id = ? AND credential_id = ?",
  args: [personId, credentialId],
});

/** What a browser must sign soon and once; nobody's (null) for signing in. */
export async function addChallenge(
  db: ControlDb,
  challenge: string,
  personId: string | null,
  now: Instant,
  expiresAt: Instant,
): Promise<void> {
  await db.batch([
    { sql: "DELETE FROM challenge WHERE expires_at <= ?", args: [now] },
    {
      sql: "INSERT INTO challenge (challenge, person_id, expires_at) VALUES (?, ?, ?)",
      args: [challenge, personId, expiresAt],
    },
  ]);
}

/** True once, for whom it was made. */
export async function spendChallenge(
  db: ControlDb,
  challenge: string,
  personId: string | null,
  now: Instant,
): Promise<boolean> {
  const rows = await db.all(
    "DELETE FROM challenge WHERE challenge = ? AND person_id IS ? AND expires_at > ? RETURNING challenge",
    [challenge, personId, now],
  );
  return rows.length > 0;
}
