import { z } from "zod";
import type { Carrier } from "../../kernel/carrier.ts";
import { err, ok } from "../../kernel/result.ts";
import { failure, failureOfStatus, post, retryAfterMs } from "../http.ts";
import { actionOf } from "./failures.ts";
import { cheapText } from "./gsm7.ts";

export interface SmsConfig {
  readonly accountSid: string;
  readonly authToken: string;
  /** A number in E.164, or a messaging service (`MG…`). */
  readonly from: string;
  readonly apiUrl: string;
  /** Where the carrier tells what became of a message: our own public address, as it signs it. */
  readonly callbackUrl: string;
}

export const TWILIO_API = "https://api.twilio.com";

/** The address a carrier is given for one message; its signature covers the reference in it. */
export const callbackFor = ({ callbackUrl }: Pick<SmsConfig, "callbackUrl">, reference: string): string =>
  `${callbackUrl}?ref=${encodeURIComponent(reference)}`;

const zTaken = z.object({ sid: z.string().min(1).max(64) });
const zRefused = z.object({ code: z.int() });

/** Sends text messages through Twilio, in letters that keep them cheap. */
export const smsCarrier = (config: SmsConfig): Carrier => ({
  channel: "sms",
  async send({ to, reference, sms }) {
    const { accountSid, authToken, from, apiUrl } = config;
    const form = new URLSearchParams({
      To: to,
      [from.startsWith("MG") ? "MessagingServiceSid" : "From"]: from,
      Body: cheapText(sms),
      StatusCallback: callbackFor(config, reference),
    });
    const answer = await post(
      `${apiUrl}/2010-04-01/Accounts/${accountSid}/Messages.json`,
      {
        authorization: `Basic ${btoa(`${accountSid}:${authToken}`)}`,
        "content-type": "application/x-www-form-urlencoded",
      },
      form.toString(),
    );
    if (!answer.ok) return answer;
    const taken = zTaken.safeParse(answer.value.json), refused = zRefused.safeParse(answer.value.json);
    if (answer.value.status === 201 && taken.success) {
      return ok({ carrierId: taken.data.sid, delivered: false });
    }
    if (!refused.success) return err(failureOfStatus(answer.value));
    const { code } = refused.data;
    return err(failure(code, actionOf(code), retryAfterMs(answer.value.headers)));
  },
});
