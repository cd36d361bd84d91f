import { dispatch, messagesDue } from "../commands/messages/dispatch.ts";
import { faultsOf } from "../commands/messages/faults.ts";
import { systemContext } from "../commands/shops/create_shop.ts";
import type { Job, Turn } from "./job.ts";

const PAUSE_MS = 2_000;
/** Looked at in one turn, and handed to carriers side by side. */
const AT_ONCE = 50, BESIDE = 8;

/**
 * Sends what is due. Idle it costs one read. The lease keeps two processes from the same work; that nobody is told a thing
 * twice is held by the claim of each try, whoever has the lease.
 */
export const outboxDispatcher: Job = {
  name: "outbox-dispatcher",
  pauseMs: () => PAUSE_MS,
  async run(turn) {
    const { services, signal, holdJob } = turn;
    // Nobody to hand anything to: what is due waits, and goes too late by its own date.
    if (Object.keys(services.post.carriers).length === 0) return 0;
    const due = await messagesDue(services.platform.db, services.clock.now(), AT_ONCE);
    for (let at = 0; at < due.length && !signal.aborted; at += BESIDE) {
      if (!await holdJob()) return 0;
      await Promise.all(due.slice(at, at + BESIDE).map((messageId) => one(turn, messageId)));
    }
    return 0;
  },
};

async function one({ services, report }: Turn, messageId: string): Promise<void> {
  const { control, post, platform } = services;
  const fault = (message: string) =>
    report({ shop: null, level: "fault", message: `${message} (${messageId})` });
  try {
    const log = { ...systemContext(services, platform), random: Math.random };
    const steps = await dispatch({ control, post, log }, messageId);
    if (!steps.ok) return fault(`message ${messageId} could not be moved: ${steps.error.type}`);
    faultsOf(steps.value).forEach(fault);
  } catch (error) {
    fault(`message ${messageId}: ${error}`);
  }
}
