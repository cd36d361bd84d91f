import { commandHash, signCommand } from "../../kernel/device_signature.ts";
import type { PushCommand } from "../../kernel/sync.ts";

/** Who this device is to the shop. Made here once; the private key never leaves the browser. */
export interface Device {
  /** That of the chain it signs. */
  readonly deviceId: string;
  /** Ed25519, not extractable: IndexedDB keeps it without anybody ever seeing it. */
  readonly privateKey: CryptoKey;
  /** 32 raw bytes in base64. */
  readonly publicKey: string;
  /** What the shop gave it; null until the shop has taken it in. */
  readonly paired: Pairing | null;
}

export interface Pairing {
  /** For `Authorization: Bearer`; null where the server no longer takes it. */
  readonly credential: string | null;
  /** Of the shop's log: what is signed names it. */
  readonly origin: string;
  readonly deviceSalt: string;
}

/** The command's hash, and the command with this device's signature if it has what it takes. */
export async function sealed(
  command: PushCommand,
  device: Device | null,
): Promise<{ readonly command: PushCommand; readonly hash: string }> {
  const hash = await commandHash(command), { seq, prevHash } = command;
  if (!device?.paired) return { command, hash };
  const { deviceId, privateKey, paired: { origin } } = device;
  const sig = await signCommand(privateKey, { origin, deviceId, seq, prevHash, hash });
  return { command: { ...command, sig }, hash };
}
