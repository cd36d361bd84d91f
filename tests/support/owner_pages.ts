import assert from "node:assert/strict";
import type { Services } from "../../compose.ts";
import type { Role } from "../../events/store/control/people.ts";
import type { HandClock } from "./test_shop.ts";
import { type FullShop, NOBODY, withTwoShops } from "./two_shops.ts";

/** An answer read to its end. */
export interface Answer {
  readonly status: number;
  readonly html: string;
  /** Where a redirect leads, as a path. */
  readonly to: string;
  readonly headers: Headers;
}

export interface OwnerPages {
  readonly services: Services;
  readonly clock: HandClock;
  readonly shop: FullShop;
  /** Through the whole application, at whatever host the request names. */
  fetch(request: Request): Promise<Response>;
  get(path: string, as?: Role | "nobody"): Promise<Answer>;
  /** A form as a browser without JavaScript sends it. */
  post(path: string, fields: Readonly<Record<string, string | File>>, as?: Role | "nobody"): Promise<Answer>;
}

/** The pages of a shop as its owner meets them, through the whole application. */
export const withOwner = (work: (pages: OwnerPages) => Promise<void>): Promise<void> =>
  withTwoShops(async ({ services, clock, a: shop, fetch, ask }) => {
    const actor = (role: Role | "nobody") => role === "nobody" ? NOBODY : shop.people[role];
    const read = async (response: Response): Promise<Answer> => ({
      status: response.status,
      html: await response.text(),
      to: response.headers.get("location") ?? "",
      headers: response.headers,
    });
    await work({
      services,
      clock,
      shop,
      fetch,
      get: async (path, as = "owner") => await read(await ask(shop, actor(as), "GET", path)),
      async post(path, fields, as = "owner") {
        const body = new FormData();
        for (const [name, value] of Object.entries(fields)) body.append(name, value);
        return await read(await ask(shop, actor(as), "POST", path, { body }));
      },
    });
  });

/** What a form would send as it stands: inputs, texts, chosen options, ticked boxes. The form is the one that holds `mark`. */
export function formOf(html: string, mark = ""): Record<string, string> {
  const form = [...html.matchAll(/<form\b[^>]*>[^]*?<\/form>/g)].map(([text]) => text)
    .find((text) => text.includes(mark) && !text.includes('action="/salir"'));
  assert.ok(form, `no form with ${mark}`);
  const fields: Record<string, string> = {};
  for (const [tag] of form.matchAll(/<input\b[^>]*>/g)) {
    const attribute = attributesOf(tag), name = attribute("name"), type = attribute("type");
    if (!name || type === "file" || type === "checkbox" && !/\schecked\b/.test(tag)) continue;
    fields[name] = attribute("value") ?? (type === "checkbox" ? "on" : "");
  }
  for (const [select, head = "", options = ""] of form.matchAll(/(<select\b[^>]*>)([^]*?)<\/select>/g)) {
    const chosen = /<option[^>]*\sselected[^>]*>/.exec(options)?.[0] ?? /<option[^>]*>/.exec(select)?.[0] ??
      "";
    const name = attributesOf(head)("name");
    if (name) fields[name] = attributesOf(chosen)("value") ?? "";
  }
  for (const [, head = "", text = ""] of form.matchAll(/(<textarea\b[^>]*>)([^]*?)<\/textarea>/g)) {
    const name = attributesOf(head)("name");
    if (name) fields[name] = unescaped(text);
  }
  return fields;
}

const attributesOf = (tag: string) => (name: string): string | undefined => {
  const found = new RegExp(`\\s${name}(?:="([^"]*)")?(?=[\\s/>])`).exec(tag);
  return found ? unescaped(found[1] ?? "") : undefined;
};
const unescaped = (text: string): string =>
  text.replaceAll("&quot;", '"').replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&amp;", "&");

/** The text that a reader sees, without tags, with plain spaces. */
export const textOf = (html: string): string =>
  unescaped(html.replace(/<[^>]+>/g, " ")).replaceAll("\u00a0", " ").replace(/\s+/g, " ");
