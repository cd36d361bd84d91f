import { createHmac } from "node:crypto";
import { FakeHttp, type Heard, type Trouble, troubled } from "./fake_http.ts";

export const TWILIO = {
  accountSid: "ACaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
  authToken: "ficha-de-prueba-de-twilio",
  from: "+15005550006",
} as const;

interface SentSms {
  readonly sid: string;
  readonly to: string;
  readonly body: string;
  readonly callback: string;
}

/** Twilio's Messages: takes texts or refuses them by number, and signs what it says later. */
export class FakeTwilio extends FakeHttp {
  readonly sent: SentSms[] = [];
  readonly troubles = new Map<string, Trouble[]>();

  constructor() {
    super((heard) => this.#answer(heard));
  }

  #answer({ method, path, headers, body }: Heard): Response {
    const refuse = (status: number, code: number) =>
      Response.json({ code, message: "No", more_info: "", status }, { status });
    if (headers.get("authorization") !== `Basic ${btoa(`${TWILIO.accountSid}:${TWILIO.authToken}`)}`) {
      return refuse(401, 20003);
    }
    if (method !== "POST" || path !== `/2010-04-01/Accounts/${TWILIO.accountSid}/Messages.json`) {
      return refuse(404, 20404);
    }
    const form = new URLSearchParams(body), to = form.get("To") ?? "";
    const trouble = this.troubles.get(to)?.shift();
    if (trouble) {
      return troubled(trouble, trouble.code === undefined ? {} : { code: trouble.code, message: "No" });
    }
    const sid = `SM${String(this.sent.length + 1).padStart(32, "0")}`, words = form.get("Body") ?? "";
    this.sent.push({ sid, to, body: words, callback: form.get("StatusCallback") ?? "" });
    return Response.json(
      { sid, status: "queued", to, from: form.get("From"), num_segments: "1", error_code: null, price: null },
      { status: 201 },
    );
  }

  /** The callback for one text, as Twilio posts and signs it to the address it was given. */
  callback(
    { sid, to, callback }: SentSms,
    status: string,
    { errorCode, token = TWILIO.authToken as string }: { errorCode?: number; token?: string } = {},
  ): { readonly url: string; readonly init: RequestInit } {
    const form = new URLSearchParams({
      MessageSid: sid,
      MessageStatus: status,
      To: to,
      From: TWILIO.from,
      AccountSid: TWILIO.accountSid,
      ApiVersion: "2010-04-01",
      ...errorCode !== undefined && { ErrorCode: String(errorCode) },
    });
    const signed = callback +
      [...form].sort(([a], [b]) => a < b ? -1 : 1).map((pair) => pair.join("")).join("");
    return {
      url: callback,
      init: {
        method: "POST",
        headers: {
          "content-type": "application/x-www-form-urlencoded",
          "x-twilio-signature": createHmac("sha1", token).update(signed).digest("base64"),
        },
        body: form.toString(),
      },
    };
  }
}
