import { z } from "zod";
import {
  hearHeartbeat,
  hearSigned,
  hearSimple,
  zHeartbeat,
  zSignedEnvelope,
  zSimpleEnvelope,
} from "../commands/wallets/listen.ts";
import type { WalletPlace } from "../commands/wallets/place.ts";
import { PUSH_READER } from "../integrations/wallet_listener/reader.ts";
import { endpoint, named, type PlatformCall, sent } from "./http/endpoint.ts";
import { refusalProblem, requestProblem } from "./http/problem.ts";
import { zTaken } from "./schemas/wallets.ts";
import { keepHeard } from "./keep_evidence.ts";

const tag = "Avisos de Yape y Plin";
/** A notification is a few hundred bytes; an app that sends pictures is told so. */
const MAX_BYTES = 32 * 1024;
const REFUSALS = [
  "ListenerWrong",
  "SignatureWrong",
  "WalletSourceUnknown",
  "NoticeRewritten",
  "NoticeTooOld",
  "StoreUnavailable",
] as const;

type Heard = Pick<PlatformCall, "services" | "request" | "caller" | "context" | "body" | "bytes">;

/** A shop is its host's, and null is the platform. */
const placeOf = ({ services, context }: Heard, owner: WalletPlace["owner"]): WalletPlace => ({
  control: services.control,
  owner,
  context,
  keep: keepHeard,
});

async function hear(call: Heard, owner: WalletPlace["owner"]): Promise<Response> {
  const { caller, request, body, bytes } = call;
  if (caller.kind !== "listener") throw new TypeError("only what listens is let in");
  const place = placeOf(call, owner), sentAt = await caller.sentAt(bytes);
  if (sentAt === false) return requestProblem("SignatureWrong");
  const idempotencyKey = request.headers.get("idempotency-key")?.slice(0, 200) ?? null;
  const heard = sentAt === null
    ? await hearSimple(place, caller.source, { body, bytes, idempotencyKey }, PUSH_READER)
    : await hearSigned(place, caller.source, { sentAt, body, bytes }, PUSH_READER);
  if (!heard.ok) return refusalProblem(heard.error);
  const { taken, repeated } = heard.value;
  return sent({ ...taken, repeated });
}

async function beat(call: Heard, owner: WalletPlace["owner"]): Promise<Response> {
  const { caller, bytes, body } = call;
  if (caller.kind !== "listener") throw new TypeError("only what listens is let in");
  const sentAt = await caller.sentAt(bytes);
  if (sentAt === false) return requestProblem("SignatureWrong");
  const heard = await hearHeartbeat(placeOf(call, owner), caller.source, sentAt, body);
  return heard.ok ? new Response(null, { status: 204 }) : refusalProblem(heard.error);
}

/** A phone signs its own form; an app that cannot sign sends the short one. */
const zEnvelope = z.union([zSignedEnvelope, zSimpleEnvelope]);

const notifications = endpoint({
  method: "post",
  path: "/wallet/notifications",
  tag,
  summary:
    "Un celular vinculado avisa de una notificación de Yape, Plin o un banco. La guía está en docs/wallets.md.",
  access: ["listener"],
  body: { ...named("WalletNotification", zEnvelope), maxBytes: MAX_BYTES },
  idempotency: "own",
  answer: { status: 200, text: "Recibida", content: named("WalletNotificationTaken", zTaken) },
  refusals: REFUSALS,
  handle: (call) => hear(call, call.shop.id),
  atPlatform: (call) => hear(call, null),
});

const heartbeat = endpoint({
  method: "post",
  path: "/wallet/heartbeat",
  tag,
  summary:
    "Un celular vinculado dice que sigue ahí: cada minuto. Sin noticias en 180 segundos se le da por apagado.",
  access: ["listener"],
  body: { ...named("WalletHeartbeat", zHeartbeat), maxBytes: MAX_BYTES },
  idempotency: "own",
  answer: { status: 204, text: "Anotado" },
  refusals: REFUSALS,
  handle: (call) => beat(call, call.shop.id),
  atPlatform: (call) => beat(call, null),
});

export const WALLET_LISTENER = [notifications, heartbeat];
