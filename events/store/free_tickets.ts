import type { Projection } from "../projections/define_projection.ts";
import type { AppendRequest, SqlRow, Statement } from "./types.ts";

/**
 * A sale that was decided on as the first of its ticket number must still be the first when it is appended: of two that
 * come at once with one number, the second is decided anew and bears its flag. The rows are those that the read model
 * `sales` keeps; a store without it knows no tickets.
 */
export const knowsTickets = (projections: readonly Projection[]): boolean =>
  projections.some(({ name }) => name === "sales");

export const ticketsOf = (group: readonly AppendRequest[]): string[] =>
  group.flatMap(({ freeTicket }) => freeTicket ?? []);

/** `T001-000123` as series and number, which is what the sales are found by. */
const SPLIT = `SELECT value AS ticket, substr(value, 1, instr(value, '-') - 1) AS series,
    CAST(substr(value, instr(value, '-') + 1) AS INTEGER) AS number FROM json_each(?)`;
const TAKEN = `SELECT asked.ticket FROM (${SPLIT}) AS asked
    WHERE EXISTS (SELECT 1 FROM sale WHERE sale.series = asked.series AND sale.number = asked.number)`;

export const takenTicketsQuery = (tickets: readonly string[]): Statement => ({
  sql: TAKEN,
  args: [JSON.stringify(tickets)],
});

export const takenTicketsOf = (rows: readonly SqlRow[]): ReadonlySet<string> =>
  new Set(rows.map(({ ticket }) => String(ticket)));

export const mustBeFree = (tickets: readonly string[]): Statement => ({
  sql: `UPDATE must SET ok = NULL WHERE EXISTS (${TAKEN})`,
  args: [JSON.stringify(tickets)],
});
