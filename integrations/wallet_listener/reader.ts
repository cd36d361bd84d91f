import { parseNotification, PARSER_VERSION } from "./parse.ts";

/** Notifications as a source's notices are read. Of other apps nothing is kept: what they say is nobody's business here. */
export const PUSH_READER = {
  version: PARSER_VERSION,
  read(
    { package: app = "", title = "", text = "", bigText = "", summary }: Readonly<Record<string, string>>,
  ) {
    if (summary) return { kind: "summary" } as const;
    const parsed = parseNotification({ package: app, title, text, bigText });
    return parsed.kind === "ignored"
      ? { kind: parsed.kind, keep: parsed.reason !== "other_app" } as const
      : parsed;
  },
};
