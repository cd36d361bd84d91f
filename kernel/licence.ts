import { textSigned } from "./device_signature.ts";
import { type Instant, parseInstant } from "./time.ts";

/** That a shop has bought the desktop edition. It never ends and is checked with the platform's public key alone, offline. */
export interface Licence {
  readonly licenceId: string;
  /** Slug of the shop it was sold to. */
  readonly shop: string;
  readonly computers: number;
  readonly issuedAt: Instant;
}

const HEAD = "caserito-licence/1";
const MARK = "\n\nsig ";

/** Five lines: what the platform signs. */
export const licenceText = ({ licenceId, shop, computers, issuedAt }: Licence): string =>
  [HEAD, licenceId, shop, computers, issuedAt].join("\n");

/** Null unless it is exactly what {@link licenceText} writes. */
export function parseLicence(text: string): Licence | null {
  const [head, licenceId = "", shop = "", computers = "", issued = ""] = text.split("\n");
  const issuedAt = parseInstant(issued);
  if (head !== HEAD || issuedAt === null) return null;
  const licence: Licence = { licenceId, shop, computers: Number(computers), issuedAt };
  return Number.isSafeInteger(licence.computers) && licenceText(licence) === text ? licence : null;
}

/** The file that the owner is given: the text, an empty line, and its Ed25519 signature in base64. */
export const licenceFile = (licence: Licence, sig: string): string =>
  `${licenceText(licence)}${MARK}${sig}\n`;

/** The licence of a file, if the platform (32 raw bytes in base64) has signed it; null for anything else. */
export async function licenceOfFile(file: string, platformKey: string): Promise<Licence | null> {
  const at = file.lastIndexOf(MARK);
  if (at < 0) return null;
  const text = file.slice(0, at), sig = file.slice(at + MARK.length).trim();
  return await textSigned(platformKey, text, sig) ? parseLicence(text) : null;
}
