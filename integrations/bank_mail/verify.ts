import { resolveTxt } from "node:dns/promises";
import { dkimVerify } from "mailauth/dkim";
import PostalMime from "postal-mime";

/** TXT records of a name, as `node:dns` gives them. Given by tests, so that no test asks the world. */
export type DnsTxt = (name: string) => Promise<string[][]>;

export interface ReadMail {
  readonly subject: string;
  readonly text: string;
  /** Small letters; null where there is none, or more than one. */
  readonly from: string | null;
  readonly to: readonly string[];
  /** Made of nothing but what the signature covers, so that one paper is one however it is forwarded; null where unsigned. */
  readonly identity: string | null;
  readonly signed: Signed;
}

/** What the signature proves, and why it proves nothing: words for whoever looks at the message later. */
export type Signed = { readonly valid: true; readonly domain: string; readonly bodyHash: string } | {
  readonly valid: false;
  readonly why: "unsigned" | "invalid" | "other_domain" | "not_aligned" | "parts_unsigned" | "dns";
};

/** Banks whose papers are read, by the domain that signs them, exactly. */
export const BANK_DOMAINS: readonly string[] = ["notificacionesbcp.com.pe"];

/** Without any of these under the signature, whoever forwards a paper could write another sum on it. */
const MUST_BE_SIGNED = ["from", "subject", "date", "to"];

/** Reads a raw message (RFC 5322) and says whether a bank's own key signed all of it that counts. Never throws for what it holds. */
export async function readBankMail(
  raw: Uint8Array<ArrayBuffer>,
  dns: DnsTxt = resolveTxt,
  domains: readonly string[] = BANK_DOMAINS,
): Promise<ReadMail | null> {
  const mail = await PostalMime.parse(raw).catch(() => null);
  if (!mail) return null;
  const count = (name: string) => mail.headers.filter(({ key }) => key === name).length;
  const from = count("from") === 1 ? mail.from?.address?.toLowerCase() ?? null : null;
  const signed = await signedBy(raw, from, dns, domains);
  const twice = MUST_BE_SIGNED.some((name) => count(name) > 1);
  return {
    subject: mail.subject ?? "",
    text: mail.text?.trim() ? mail.text : textOfHtml(mail.html ?? ""),
    from,
    to: (mail.to ?? []).flatMap(({ address }) => address ? [address.toLowerCase()] : []),
    identity: signed.valid ? `${signed.bodyHash} ${mail.date ?? ""}` : null,
    signed: signed.valid && twice ? { valid: false, why: "parts_unsigned" } : signed,
  };
}

async function signedBy(
  raw: Uint8Array<ArrayBuffer>,
  from: string | null,
  dns: DnsTxt,
  domains: readonly string[],
): Promise<Signed> {
  const resolver = (name: string, type: string) =>
    type === "TXT" ? dns(name) : Promise.reject(new Error("only TXT is asked for"));
  // Its own types want a Node Buffer.
  const { results } = await dkimVerify(raw as unknown as string, { resolver }).catch(() => ({
    results: [],
  })) as {
    results: readonly DkimResult[];
  };
  const said = results.filter(({ status }) => status.result !== "none");
  const ofBank = said.filter(({ signingDomain }) => domains.includes(signingDomain?.toLowerCase() ?? ""));
  if (said.length === 0) return { valid: false, why: "unsigned" };
  if (ofBank.length === 0) return { valid: false, why: "other_domain" };
  const passed = ofBank.filter(({ status }) => status.result === "pass");
  if (passed.length === 0) {
    return {
      valid: false,
      why: ofBank.some(({ status }) => status.result === "temperror") ? "dns" : "invalid",
    };
  }
  const aligned = passed.filter(({ signingDomain }) =>
    from?.split("@").at(-1) === signingDomain.toLowerCase()
  );
  if (aligned.length === 0) return { valid: false, why: "not_aligned" };
  const whole = aligned.find(({ signingHeaders, canonBodyLengthLimited, signatureTimeValid }) => {
    const names = signingHeaders.keys.toLowerCase().split(/\s*:\s*/);
    return !canonBodyLengthLimited && signatureTimeValid &&
      MUST_BE_SIGNED.every((name) => names.includes(name));
  });
  return whole
    ? { valid: true, domain: whole.signingDomain.toLowerCase(), bodyHash: whole.bodyHash }
    : { valid: false, why: "parts_unsigned" };
}

/** What of mailauth's answer is looked at. */
interface DkimResult {
  readonly signingDomain: string;
  /** Of the canonical body: the same for what differs in white space alone. */
  readonly bodyHash: string;
  readonly signingHeaders: { readonly keys: string };
  /** `l=`: what stands after it could be anybody's. */
  readonly canonBodyLengthLimited: boolean;
  readonly signatureTimeValid: boolean;
  readonly status: { readonly result: string };
}

const ENTITIES: Readonly<Record<string, string>> = {
  amp: "&",
  lt: "<",
  gt: ">",
  quot: '"',
  nbsp: " ",
  apos: "'",
};

/** The words of a page, a line for each block; enough for a bank's paper, whose sums stand in cells of a table. */
export const textOfHtml = (html: string): string =>
  html.replace(/<(style|script|head)\b[\s\S]*?<\/\1>/gi, " ").replace(/\s+/g, " ")
    .replace(/<(?:br|\/p|\/div|\/tr|\/h\d|\/li|\/table)\b[^>]*>/gi, "\n").replace(/<[^>]*>/g, " ")
    .replace(
      /&(?:#(\d{1,6})|(\w{1,6}));/g,
      (all, code?: string, name?: string) =>
        code === undefined
          ? ENTITIES[name!.toLowerCase()] ?? LETTERS[name!] ?? all
          : String.fromCodePoint(Number(code)),
    )
    .replace(/ *\n */g, "\n").replace(/ {2,}/g, " ").trim();

const LETTERS: Readonly<Record<string, string>> = {
  aacute: "á",
  eacute: "é",
  iacute: "í",
  oacute: "ó",
  uacute: "ú",
  ntilde: "ñ",
  Aacute: "Á",
  Eacute: "É",
  Iacute: "Í",
  Oacute: "Ó",
  Uacute: "Ú",
  Ntilde: "Ñ",
};
