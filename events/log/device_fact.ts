import { canonicalText } from "./canonical.ts";
import type { Envelope } from "./envelope.ts";

/**
 * What a tablet signs, and what its next fact's `dev.prev` is the SHA-256 of: the RFC 8785 bytes of the part of the
 * envelope that is the tablet's own. Position, version, recording time, stream and sealed data are the server's and
 * left out. Without `dev.sig`, since no signature covers itself.
 *
 * A command that became several events is signed once: its fact is the first of them, the rest share its `dev`.
 * Free of `node:` imports: tablet and server make the same bytes with the same code.
 */
export function deviceFactBytes(envelope: Envelope): Uint8Array<ArrayBuffer> {
  const { actor, cmd, data, dev, id, log, occurredAt, sv, type } = envelope;
  if (dev === null) throw new TypeError(`event ${envelope.pos} is no device's fact`);
  const { id: device, prev, seq } = dev;
  const text = canonicalText({
    actor,
    cmd,
    data,
    dev: { id: device, prev, seq },
    id,
    log,
    occurredAt,
    sv,
    type,
  });
  if (!text.ok) throw new TypeError(`no canonical form: ${text.error.detail}`);
  return new TextEncoder().encode(text.value);
}
