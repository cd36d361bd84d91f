import { keepEvent } from "../../events/store/control/provider_events.ts";
import type { NoticeRefusal, ProviderName, RawNotice } from "../../kernel/payment_provider.ts";
import { err, ok, type Result } from "../../kernel/result.ts";
import type { ProviderWork } from "./provider_work.ts";

export type ReceiveRefusal = NoticeRefusal | { readonly type: "ProviderNotSetUp" };

/** A webhook that holds is written down, and nothing else is done before it is answered: the reader does the rest. */
export async function receiveNotice(
  { control, providers, clock }: Pick<ProviderWork, "control" | "providers" | "clock">,
  name: ProviderName,
  raw: RawNotice,
): Promise<Result<{ readonly isNew: boolean }, ReceiveRefusal>> {
  const provider = providers.get(name);
  if (!provider) return err({ type: "ProviderNotSetUp" });
  const now = clock.now();
  const notice = await provider.readNotice(raw, now);
  if (!notice.ok) return notice;
  return ok({ isNew: await keepEvent(control, { provider: name, ...notice.value }, now) });
}
