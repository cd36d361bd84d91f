import type { Environment } from "./config.ts";
import type { Post } from "./commands/messages/dispatch.ts";
import { CODE_TEMPLATES, wordsOf } from "./i18n/es_pe/notices.ts";
import { configuredCarriers } from "./integrations/carriers.ts";
import { carrierMessages, inboxCarrier, inboxMessages, noMessages } from "./integrations/messages/mod.ts";
import type { Carrier } from "./kernel/carrier.ts";
import type { Message, MessagePort } from "./kernel/ports.ts";
import type { Shop } from "./events/store/control/shops.ts";
import { platformOrigin } from "./routes/(_shared)/origins.ts";

/**
 * Ways to people: carriers where they are set up, the inbox of developers elsewhere, and nothing in a production without.
 * `payLink`: where the plan of a shop is paid.
 */
export function openMessages(
  environment: Environment,
  keep: (message: Message) => Promise<void>,
  payLink: (shop: Shop) => Promise<string>,
): { readonly messages: MessagePort; readonly post: Post } {
  const configured = configuredCarriers(environment, platformOrigin(environment));
  const inbox = environment.CASERITO_ENV !== "production";
  const carriers: readonly Carrier[] = configured.length === 0 && inbox
    ? [inboxCarrier("whatsapp", keep), inboxCarrier("email", keep)]
    : configured;
  const direct = configured.some(({ channel }) => channel !== "email");
  return {
    messages: direct
      ? carrierMessages(configured, (message) => templateOf(environment, message))
      : inbox
      ? inboxMessages(keep)
      : noMessages,
    post: {
      carriers: Object.fromEntries(carriers.map((carrier) => [carrier.channel, carrier])),
      words: async (queued, { name, shop, optOutToken }) =>
        wordsOf(queued, {
          name,
          shop: shop?.name ?? "Caserito",
          link: shop ? await payLink(shop) : platformOrigin(environment),
          optOut: optOutToken && `${platformOrigin(environment)}/avisos/dejar/${optOutToken}`,
        }),
    },
  };
}

/** Meta writes the text of a code itself: it stands in the body, and in the button that copies it. */
const templateOf = (environment: Environment, { code }: Message) =>
  code === undefined
    ? { name: CODE_TEMPLATES.notice, body: [`${platformOrigin(environment)}/crear`], button: null }
    : { name: CODE_TEMPLATES.code, body: [code], button: code };
