/**
 * What no log may hold: secrets that open something, and what tells who a person is (ASVS 5.0 16.2.5). Patterns of our own
 * formats come first, since a token may hold digits that look like a phone.
 */
const SECRETS: readonly (readonly [RegExp, string])[] = [
  [/\b(Bearer|Basic)\s+[\w.~+/=-]+/gi, "$1 [oculto]"],
  [/\b((?:__Host-)?caserito[\w-]*)=[^;\s"',]+/gi, "$1=[oculto]"],
  [
    /\b(password|pin|code|token|credential|secret|authorization|cookie)(["']?\s*[:=]\s*["']?)[^\s"',;&}]+/gi,
    "$1$2[oculto]",
  ],
  // Tokens of 32 bytes in base64url, and keys in PEM.
  [/(?<![\w-])[\w-]{43}(?![\w-])/g, "[oculto]"],
  [/-----BEGIN [^-]+-----[^-]*-----END [^-]+-----/g, "[oculto]"],
  [/[\w.+-]+@[\w-]+(?:\.[\w-]+)*\.[a-z]{2,}/gi, "[correo]"],
  // A mobile number of Peru, with its prefix or without.
  [/(?<![\w.-])(?:\+?51[ -]?)?9\d{2}[ -]?\d{3}[ -]?\d{3}(?![\w-])/g, "[celular]"],
];

/** A text for a log: the same, without secrets, e-mails and phones. */
export const redacted = (text: string): string =>
  SECRETS.reduce((kept, [pattern, instead]) => kept.replace(pattern, instead), text);

/** An error for a log, with its causes: names, places and words stay, secrets go. */
export function redactedError(error: unknown): Error {
  if (!(error instanceof Error)) return new Error(redacted(String(error)));
  const copy = new Error(redacted(error.message));
  copy.name = error.name;
  if (error.stack !== undefined) copy.stack = redacted(error.stack);
  if (error.cause !== undefined) copy.cause = redactedError(error.cause);
  return copy;
}
