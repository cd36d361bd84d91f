import assert from "node:assert/strict";
import { isSignedByTwilio, statusIn, twilioSignature } from "./webhook.ts";

const URL_SIGNED = "https://mycompany.com/myapp.php?foo=1&bar=2";
const FORM = {
  CallSid: "CA1234567890ABCDE",
  Caller: "+12349013030",
  Digits: "1234",
  From: "+12349013030",
  To: "+18005551212",
};
const SIGNATURE = "0/KCTR6DLpKmkAf8muzZqo1nDgQ=";

Deno.test("the published vector of Twilio's signature", () => {
  assert.equal(twilioSignature(URL_SIGNED, new URLSearchParams(FORM), "12345"), SIGNATURE);
});

Deno.test("a signature is of this address, these fields and one of our tokens", () => {
  const form = new URLSearchParams(FORM),
    signed = (url: string, given: URLSearchParams, tokens: string[]) =>
      isSignedByTwilio(url, given, SIGNATURE, tokens);
  assert.ok(signed(URL_SIGNED, form, ["12345"]));
  assert.ok(signed(URL_SIGNED, form, ["the new one", "12345"]), "while one token replaces the other");
  assert.ok(!signed(URL_SIGNED, form, ["the new one"]));
  assert.ok(!signed(`${URL_SIGNED}&x=1`, form, ["12345"]));
  assert.ok(!signed(URL_SIGNED.replace("https", "http"), form, ["12345"]));
  assert.ok(!signed(URL_SIGNED, new URLSearchParams({ ...FORM, Digits: "1235" }), ["12345"]));
  assert.ok(!signed(URL_SIGNED, new URLSearchParams({ ...FORM, Digits: "1234 " }), ["12345"]));
  assert.ok(!isSignedByTwilio(URL_SIGNED, form, null, ["12345"]));
  assert.ok(!isSignedByTwilio(URL_SIGNED, form, "", ["12345"]));
  assert.ok(!isSignedByTwilio(URL_SIGNED, form, SIGNATURE, []));
});

Deno.test("statuses that change nothing, or that nobody knows, say nothing", () => {
  const of = (status: string, code?: string) =>
    statusIn(
      new URLSearchParams({
        MessageSid: `SM${"a".repeat(32)}`,
        MessageStatus: status,
        ...code !== undefined && { ErrorCode: code },
      }),
      "ref",
    );
  for (const status of ["accepted", "scheduled", "queued", "sending", "receiving", "beamed", ""]) {
    assert.equal(of(status), null, status);
  }
  assert.equal(of("delivered")?.status, "delivered");
  assert.deepEqual(of("undelivered", "30005")?.failure, {
    code: "30005",
    action: "next_channel",
    retryAfterMs: null,
  });
  assert.equal(of("failed")?.failure?.code, "unknown");
  assert.equal(statusIn(new URLSearchParams({ MessageSid: "x", MessageStatus: "sent" }), null), null);
});
