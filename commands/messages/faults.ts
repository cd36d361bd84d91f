import type { Step } from "../../domain/messages/message.ts";

/** What of these steps somebody has to look at, in words for a log: no number and no name is in them. */
export const faultsOf = (steps: readonly Step[]): readonly string[] =>
  steps.flatMap((step) => {
    if (step.type === "MessageGivenUp") {
      return [`message ${step.data.messageId} was given up: ${step.data.code}`];
    }
    if (step.type !== "MessageFailed") return [];
    const { channel, code, action } = step.data;
    if (action === "page") {
      return [`${channel} refuses us: ${code}. Look at its token, its number and its bill`];
    }
    if (action === "fix") return [`${channel} does not take what we send: ${code}. Mend the template or us`];
    return [];
  });
