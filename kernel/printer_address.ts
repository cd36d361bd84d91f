/** A printer on the network of the shop: raw bytes on TCP, as every network receipt printer takes them. */
export interface PrinterAddress {
  readonly host: string;
  readonly port: number;
}

/** RAW printing, and the further heads of a print server beside it. */
export const PRINTER_PORT = 9100;
const PORT_MAX = 9103;

const OCTET = "(?:25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)";
const ADDRESS = new RegExp(`^(${OCTET}(?:\\.${OCTET}){3})(?::(\\d{1,5}))?$`);

/**
 * `192.168.1.50` or `192.168.1.50:9100`, else null. An address and never a name: a name can mean another machine by the
 * time it is used. Leading zeros are refused, since some systems read them as octal.
 */
export function parsePrinterAddress(text: string): PrinterAddress | null {
  const match = ADDRESS.exec(text.trim());
  if (!match) return null;
  const port = match[2] === undefined ? PRINTER_PORT : Number(match[2]);
  return { host: match[1]!, port };
}

/** In a network of somebody's own (RFC 1918), where the server of a shop may be asked to knock. */
const isPrivate = (host: string): boolean =>
  /^10\.|^192\.168\.|^172\.(?:1[6-9]|2\d|3[01])\./.test(host) && ADDRESS.test(host);
const isLoopback = (host: string): boolean => /^127\./.test(host) && ADDRESS.test(host);

/**
 * Whether the server may send bytes there because a shop says so: only into a private network and only where printers
 * listen. Its own machine is allowed for trials alone, on any port, since a test takes the port it gets.
 */
export const mayPrintAt = ({ host, port }: PrinterAddress, trials: boolean): boolean =>
  isPrivate(host) && port >= PRINTER_PORT && port <= PORT_MAX ||
  trials && isLoopback(host) && port > 0 && port < 65_536;
