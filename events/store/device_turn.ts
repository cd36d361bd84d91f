import type { Projection } from "../projections/define_projection.ts";
import type { AppendRequest, SqlValue, Statement } from "./types.ts";

/** Last command taken of each device, by its id. */
export type LastSeqs = ReadonlyMap<string, number>;

/**
 * A device's next command must bear the number after its last one, at the very moment of the append: two tablets that
 * share an id, or two tabs, can never write one number twice. The row is the one that the read model `device` keeps; a
 * store without that read model knows no devices.
 */
export const knowsDevices = (projections: readonly Projection[]): boolean =>
  projections.some(({ name }) => name === "device");

export const devicesOf = (group: readonly AppendRequest[]): string[] => [
  ...new Set(group.flatMap(({ dev }) => dev?.id ?? [])),
];

export const lastSeqsQuery = (devices: readonly string[]): Statement => ({
  sql: "SELECT device_id, last_seq FROM device WHERE device_id IN (SELECT value FROM json_each(?))",
  args: [JSON.stringify(devices)],
});

export const lastSeqsOf = (rows: readonly Readonly<Record<string, SqlValue>>[]): LastSeqs =>
  new Map(rows.map(({ device_id, last_seq }) => [String(device_id), Number(last_seq)]));

/** The state nearly every group finds: each device goes on where it stopped. */
export function assumedLastSeqs(group: readonly AppendRequest[]): LastSeqs {
  const assumed = new Map<string, number>();
  for (const { dev } of group) if (dev && !assumed.has(dev.id)) assumed.set(dev.id, dev.seq - 1);
  return assumed;
}

export const mustBeTheirTurn = (lastSeqs: ReadonlyMap<string, number>): Statement => ({
  sql: `UPDATE must SET ok = NULL WHERE EXISTS (
    SELECT 1 FROM json_each(?) AS turn
    WHERE coalesce((SELECT last_seq FROM device WHERE device_id = turn.value ->> 0), 0) <> turn.value ->> 1
  )`,
  args: [JSON.stringify([...lastSeqs])],
});
