/**
 * As much of a name as a cashier needs to know who paid: `ANA MARIA PEREZ SOTO` is `Ana M.` A name the wallet has masked is
 * as it came. Nothing of it is looked up: it is for the eye.
 */
export function maskedName(name: string): string {
  if (name.includes("*")) return name;
  const [first = "", second = ""] = name.trim().split(/\s+/);
  const shown = first.charAt(0).toUpperCase() + first.slice(1).toLowerCase();
  return second === "" ? shown : `${shown} ${second.charAt(0).toUpperCase()}.`;
}
