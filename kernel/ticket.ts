/** `T001-000123`: the series of a register and its running number. Six digits at least, so that it sorts as text. */
export const ticketNumber = (series: string, number: number): string =>
  `${series}-${String(number).padStart(6, "0")}`;

/** The parts of a ticket's number; null for anything else. */
export function parseTicketNumber(text: string): { series: string; number: number } | null {
  const match = /^(T\d{3})-(\d{6,15})$/.exec(text);
  return match ? { series: match[1]!, number: Number(match[2]) } : null;
}
