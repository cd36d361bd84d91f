import type { Carrier } from "../kernel/carrier.ts";
import { emailCarrier } from "./email/carrier.ts";
import { smsCarrier, TWILIO_API } from "./sms/carrier.ts";
import { WHATSAPP_API, whatsAppCarrier } from "./whatsapp/carrier.ts";

/** What of the environment carriers are made of; config.ts has seen to it that a group is whole. */
export interface CarrierVariables {
  readonly CASERITO_WHATSAPP_TOKEN?: string | undefined;
  readonly CASERITO_WHATSAPP_PHONE_NUMBER_ID?: string | undefined;
  readonly CASERITO_WHATSAPP_API_URL?: string | undefined;
  readonly CASERITO_TWILIO_ACCOUNT_SID?: string | undefined;
  readonly CASERITO_TWILIO_AUTH_TOKEN?: string | undefined;
  readonly CASERITO_TWILIO_FROM?: string | undefined;
  readonly CASERITO_TWILIO_API_URL?: string | undefined;
  readonly CASERITO_SMTP_URL?: string | undefined;
  readonly CASERITO_MAIL_FROM?: string | undefined;
}

export const TWILIO_WEBHOOK = "/avisos/twilio";

/** Secrets that are valid now; the first is the one in use. */
export const secretsIn = (variable: string | undefined): readonly string[] =>
  (variable ?? "").split(",").map((one) => one.trim()).filter((one) => one !== "");

/** Those that are set up. `platformOrigin` is our own public address. */
export function configuredCarriers(variables: CarrierVariables, platformOrigin: string): Carrier[] {
  const {
    CASERITO_WHATSAPP_TOKEN: token,
    CASERITO_WHATSAPP_PHONE_NUMBER_ID: phoneNumberId,
    CASERITO_TWILIO_ACCOUNT_SID: accountSid,
    CASERITO_TWILIO_FROM: twilioFrom,
    CASERITO_SMTP_URL: url,
    CASERITO_MAIL_FROM: from,
  } = variables;
  const [authToken] = secretsIn(variables.CASERITO_TWILIO_AUTH_TOKEN);
  return [
    ...token && phoneNumberId
      ? [
        whatsAppCarrier({
          token,
          phoneNumberId,
          apiUrl: variables.CASERITO_WHATSAPP_API_URL ?? WHATSAPP_API,
        }),
      ]
      : [],
    ...accountSid && authToken && twilioFrom
      ? [
        smsCarrier({
          accountSid,
          authToken,
          from: twilioFrom,
          apiUrl: variables.CASERITO_TWILIO_API_URL ?? TWILIO_API,
          callbackUrl: platformOrigin + TWILIO_WEBHOOK,
        }),
      ]
      : [],
    ...url && from ? [emailCarrier({ url, from })] : [],
  ];
}
