import { MAIL_PARSER_VERSION, parseBankMail } from "./parse.ts";

/** A bank's papers as a source's notices are read. */
export const MAIL_READER = {
  version: MAIL_PARSER_VERSION,
  read({ subject = "", text = "" }: Readonly<Record<string, string>>) {
    const parsed = parseBankMail({ subject, text });
    if (parsed.kind === "ignored") return { kind: parsed.kind, keep: parsed.reason === "outgoing" } as const;
    return parsed.kind === "incoming" ? { ...parsed, masked: false, securityCode: null } as const : parsed;
  },
};
