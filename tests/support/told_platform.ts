import { type CommandContext, type DefinedFact, handle } from "../../commands/handle.ts";
import type { Services } from "../../compose.ts";
import { membershipStream } from "../../domain/streams.ts";
import { MEMBERSHIP_FACTS, type MembershipFact } from "../../events/facts/membership.ts";
import { ok } from "../../kernel/result.ts";
import { limaDay, plusDays } from "../../kernel/time.ts";
import type { HandClock } from "./hand_clock.ts";
import { taken } from "./test_shop.ts";

type Type = MembershipFact["type"];
export type DataOf<T extends Type> = Extract<MembershipFact, { type: T }>["data"];

/** A context of the platform's log, of its own program unless told otherwise. */
export const platformContext = (
  { platform, clock, ids }: Services,
  actor: CommandContext["actor"] = { kind: "system", id: "billing" },
): CommandContext => ({ store: platform, clock, ids, actor, dev: null, pause: () => Promise.resolve() });

/** Writes one fact as it comes, now, whoever it is that would decide it. */
export async function wrote(
  services: Services,
  fact: DefinedFact,
  actor?: CommandContext["actor"],
): Promise<void> {
  const { stream } = fact, context = platformContext(services, actor);
  const command = { id: services.ids.next(), type: "Test", input: {}, occurredAt: services.clock.now() };
  taken(
    await handle(context, command, async () => {
      const version = (await services.platform.stream(stream)).length;
      return ok({ facts: [fact], expected: [{ stream, version }], gate: "always" as const, outcome: {} });
    }),
  );
}

/** Of a membership. */
export async function told<T extends Type>(
  services: Services,
  type: T,
  data: DataOf<T>,
  actor?: CommandContext["actor"],
): Promise<void> {
  const definition = MEMBERSHIP_FACTS.find((one) => one.type === type)! as DefinedFact["definition"];
  await wrote(services, { definition, stream: membershipStream(data.shop), data }, actor);
}

/** A shop with a trial that ends today and a first invoice that is due then. */
export async function billed(
  services: Services,
  shop: string,
  { amountCentimos = 5000, plan = "tienda" as const } = {},
): Promise<{ readonly invoiceId: string }> {
  const today = limaDay(services.clock.now()), invoiceId = services.ids.next();
  await told(services, "MembershipStarted", { shop, plan, trialEndsOn: today, policy: 1 });
  await told(services, "InvoiceIssued", {
    ...{
      shop,
      invoiceId,
      item: "plan",
      interval: "month",
      plan,
      periodFrom: plusDays(today, 1),
      periodTo: plusDays(today, 30),
    },
    ...{
      amountCentimos: amountCentimos as DataOf<"InvoiceIssued">["amountCentimos"],
      dueOn: today,
      policy: 1,
    },
  });
  return { invoiceId };
}

/** On two channels, in a row: what a block waits for. */
export async function warned(services: Services, shop: string, invoiceId: string): Promise<void> {
  for (const channel of ["whatsapp", "sms"] as const) {
    await told(services, "NoticeDelivered", {
      ...{ shop, invoiceId, channel, noticeId: services.ids.next(), kind: "overdue" },
    });
  }
}

export const DAY_MS = 86_400_000;
export const days = (clock: HandClock, count: number): void => void clock.forward(count * DAY_MS);
