import { createDefine, HttpError } from "fresh";
import { type CommandContext, jitter } from "../commands/handle.ts";
import type { Staff } from "../events/store/control/people.ts";
import type { Shop } from "../events/store/control/shops.ts";
import type { TenantStore } from "../events/store/types.ts";
import type { Ids } from "../kernel/ids.ts";
import { readBytes } from "../kernel/read_bytes.ts";
import type { Clock } from "../kernel/time.ts";

/** What a page of a trade finds: it is mounted below the guard of its permission, at shops of its trade alone (app.ts). */
export interface NicheState {
  shop: Shop;
  store: TenantStore;
  staff: Staff;
  services: { readonly clock: Clock; readonly ids: Ids };
}

export const defineNichePage = createDefine<NicheState>();

/** The context a command needs, for the person signed in. */
export const nicheContext = ({ services: { clock, ids }, store, staff }: NicheState): CommandContext => ({
  store,
  clock,
  ids,
  actor: { kind: "person", id: staff.personId },
  dev: null,
  pause: jitter(),
});

const FORM_MAX_BYTES = 200_000;

/** Fields of a form, each with all it holds: a checkbox may be ticked many times. */
export async function readFields(req: Request): Promise<(name: string) => readonly string[]> {
  const bytes = await readBytes(req, FORM_MAX_BYTES);
  if (bytes === null) throw new HttpError(413);
  const type = req.headers.get("content-type") ?? "";
  const form = await new Response(bytes, { headers: { "content-type": type } }).formData().catch(() => {
    throw new HttpError(400);
  });
  return (name) => form.getAll(name).filter((value) => typeof value === "string");
}
