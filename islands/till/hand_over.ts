import type { PushCommand } from "../../kernel/sync.ts";

/** Commands of one device that wait, in order of `seq`. Whoever carries them to the server, they stay that device's own. */
export interface WaitingChain {
  readonly deviceId: string;
  readonly commands: readonly PushCommand[];
}

/** What goes from one device to another, as a file or over the screen. */
interface HandOver {
  readonly kind: typeof KIND;
  /** Host of the shop: another shop's sales are nobody's here. */
  readonly shop: string;
  readonly chains: readonly WaitingChain[];
}

const KIND = "caserito-pendientes/1";

export const handOverText = (shop: string, chains: readonly WaitingChain[]): string =>
  JSON.stringify({ kind: KIND, shop, chains } satisfies HandOver);

export type HandOverFault = "not-ours" | "other-shop" | "empty";

/** Reads what another device gave. Looked at as far as a carrier must: what the commands say is for the server to judge. */
export function readHandOver(text: string, shop: string): readonly WaitingChain[] | HandOverFault {
  let given: Partial<HandOver>;
  try {
    given = JSON.parse(text) as Partial<HandOver>;
  } catch {
    return "not-ours";
  }
  if (given?.kind !== KIND || !Array.isArray(given.chains) || !given.chains.every(isChain)) return "not-ours";
  if (given.shop !== shop) return "other-shop";
  const chains = mergedChains(given.chains);
  return chains.length === 0 ? "empty" : chains;
}

const isChain = (chain: unknown): chain is WaitingChain =>
  typeof chain === "object" && chain !== null && typeof (chain as WaitingChain).deviceId === "string" &&
  Array.isArray((chain as WaitingChain).commands) &&
  (chain as WaitingChain).commands.every((command) =>
    typeof command?.cmdId === "string" && Number.isSafeInteger(command.seq)
  );

/** Several copies as one: each place of each device once. */
export function mergedChains(chains: readonly WaitingChain[]): WaitingChain[] {
  const byDevice = new Map<string, Map<number, PushCommand>>();
  for (const { deviceId, commands } of chains) {
    const places = byDevice.get(deviceId) ?? new Map<number, PushCommand>();
    for (const command of commands) if (!places.has(command.seq)) places.set(command.seq, command);
    byDevice.set(deviceId, places);
  }
  return [...byDevice].filter(([, places]) => places.size > 0).map(([deviceId, places]) => ({
    deviceId,
    commands: [...places.values()].sort((a, b) => a.seq - b.seq),
  }));
}

export const countOf = (chains: readonly WaitingChain[]): number =>
  chains.reduce((sum, { commands }) => sum + commands.length, 0);
