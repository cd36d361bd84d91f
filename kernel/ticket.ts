/** `T001-000123`: the series of a register and its running number. Six digits at least, so that it sorts as text. */
export const ticketNumber = (series: string, number: number): string =>
  `${series}-${String(number).padStart(6, "0")}`;
