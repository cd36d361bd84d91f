import { HttpError } from "fresh";
import { readBytes } from "../../kernel/read_bytes.ts";
import type { PasskeyContext } from "../../commands/people/passkeys.ts";
import { platformOrigin } from "./origins.ts";
import { type Asking, signInContext } from "./signing_in.ts";

/** Passkeys are of the platform's origin, and so is everything that makes or reads one. */
export function passkeyContext(ctx: Asking): PasskeyContext {
  if (ctx.state.shop) throw new HttpError(404);
  return { ...signInContext(ctx), origin: platformOrigin(ctx.state.services.environment) };
}

const MAX_BYTES = 64 * 1024;

/** What a browser signed, as its script sent it. */
export async function readSigned(req: Request): Promise<unknown> {
  const bytes = await readBytes(req, MAX_BYTES);
  if (bytes === null) throw new HttpError(413);
  try {
    return JSON.parse(new TextDecoder().decode(bytes)) as unknown;
  } catch {
    throw new HttpError(400);
  }
}

/** Said to a script of ours, never kept. */
export const told = (body: unknown, status = 200): Response =>
  Response.json(body, { status, headers: { "cache-control": "no-store" } });
