import { z } from "zod";
import { closeCashSession } from "../commands/cash_session/close_cash_session.ts";
import { moveCash } from "../commands/cash_session/move_cash.ts";
import { openDrawer } from "../commands/cash_session/open_drawer.ts";
import { openCashSession, zOpenCashSession } from "../commands/cash_session/open_cash_session.ts";
import type { Permission } from "../commands/people/permissions.ts";
import { cashSessionStream } from "../domain/streams.ts";
import {
  cashMovements,
  sessionById,
  sessionList,
  zReport,
} from "../events/projections/cash_session/queries.ts";
import { registerById } from "../events/projections/shop/queries.ts";
import { isUuid } from "../kernel/ids.ts";
import { endpoint, handled, named, sent } from "./http/endpoint.ts";
import { ownWord } from "./http/own_word.ts";
import { pageByPos, positionOf } from "./http/pages.ts";
import { withPath } from "./http/path_input.ts";
import { requestProblem } from "./http/problem.ts";
import { openDrawerAt, PRINT_PROBLEMS } from "./print_at.ts";
import { zIdQuery, zList, zPaging } from "./schemas/fields.ts";
import {
  zCashSession,
  zCashSessionWhole,
  zClosure,
  zMovementRef,
  zNewClosure,
  zNewMovement,
  zNewOpening,
  zOpeningRef,
  zSessionRef,
} from "./schemas/cash_sessions.ts";
import { shiftChanged } from "./shift_changed.ts";
import { signAfterClosing } from "./sign_after_closing.ts";

const tag = "Caja";
/** A cashier counts blind: what should be in the drawer is not theirs to see before. */
const READERS: readonly Permission[] = ["see_figures", "audit"];

const list = endpoint({
  method: "get",
  path: "/cash-sessions",
  tag,
  summary: "Las sesiones de caja, la última primero.",
  access: READERS,
  query: z.strictObject({ ...zPaging, registerId: zIdQuery.optional() }),
  answer: {
    status: 200,
    text: "Una página de sesiones",
    content: named("CashSessionList", zList(zCashSession)),
  },
  async handle({ store, query: { cursor, limit, registerId } }) {
    const before = positionOf(cursor);
    const found = await sessionList(store.db, {
      limit: limit + 1,
      ...registerId === undefined ? {} : { registerId },
      ...before === undefined ? {} : { before },
    });
    return sent(pageByPos(found, limit, ({ openedPos }) => openedPos ?? 0));
  },
});

const open = endpoint({
  method: "post",
  path: "/cash-sessions",
  tag,
  summary: "Abre una caja con su sencillo.",
  access: ["sell"],
  body: named("NewCashSession", zOpenCashSession),
  idempotency: "key",
  answer: { status: 201, text: "Abierta", content: named("CashSessionRef", zSessionRef) },
  refusals: ["RegisterUnknown", "RegisterBusy", "SessionAlreadyOpened", "SessionClosed"],
  async handle({ services, shop, store, context, asked, body }) {
    const opened = await openCashSession(context, asked, body);
    if (opened.ok) await shiftChanged(services, shop, store);
    return handled(opened, 201);
  },
});

const one = endpoint({
  method: "get",
  path: "/cash-sessions/{id}",
  tag,
  summary: "Una sesión con sus movimientos; cerrada, también con su cierre y su conteo.",
  access: READERS,
  answer: { status: 200, text: "La sesión", content: named("CashSession", zCashSessionWhole) },
  refusals: ["NotFound"],
  async handle({ store, params }) {
    const id = params["id"] ?? "", session = await sessionById(store.db, id);
    if (!session) return requestProblem("NotFound");
    const [movements, report] = await Promise.all([cashMovements(store.db, id), zReport(store.db, id)]);
    return sent({ ...session, movements, counts: report?.counts ?? [], addenda: report?.addenda ?? [] });
  },
});

const move = endpoint({
  method: "post",
  path: "/cash-sessions/{id}/movements",
  tag,
  summary: "Entra o sale efectivo de la caja, con su motivo.",
  access: ["sell"],
  body: named("NewCashMovement", zNewMovement),
  idempotency: "key",
  answer: { status: 201, text: "Registrado", content: named("CashMovementRef", zMovementRef) },
  refusals: ["SessionNotOpened", "SessionClosed", "DrawerShort", "AlreadyRecorded", "NotFound"],
  async handle({ context, asked, params, body }) {
    const cashSessionId = params["id"] ?? "";
    if (!isUuid(cashSessionId)) return requestProblem("NotFound");
    return handled(await moveCash(context, asked, withPath(body, { cashSessionId })), 201);
  },
});

const openings = endpoint({
  method: "post",
  path: "/cash-sessions/{id}/drawer-openings",
  tag,
  summary: "Anota que se abrió el cajón sin una venta, y para qué.",
  access: ["override"],
  body: named("NewDrawerOpening", zNewOpening),
  idempotency: "key",
  answer: { status: 201, text: "Anotado", content: named("DrawerOpening", zOpeningRef) },
  refusals: ["SessionNotOpened", "NotFound"],
  async handle({ context, asked, params, body, staff }) {
    const cashSessionId = params["id"] ?? "";
    if (!isUuid(cashSessionId)) return requestProblem("NotFound");
    return handled(await openDrawer(context, asked, ownWord(body, "drawer", staff, { cashSessionId })), 201);
  },
});

const pulse = endpoint({
  method: "post",
  path: "/cash-sessions/{id}/drawer-pulses",
  tag,
  summary: "Abre el cajón que cuelga de la ticketera de red, por una apertura ya anotada.",
  access: ["sell", "device"],
  query: z.strictObject({ openingId: zIdQuery }),
  idempotency: "key",
  answer: { status: 204, text: "Abierto" },
  refusals: ["NotFound", ...PRINT_PROBLEMS],
  async handle({ services, store, params, query: { openingId } }) {
    const cashSessionId = params["id"] ?? "";
    const session = isUuid(cashSessionId) ? await sessionById(store.db, cashSessionId) : null;
    if (!session?.registerId) return requestProblem("NotFound");
    const events = await store.stream(cashSessionStream(cashSessionId));
    const isKnown = events.some(({ type, data }) =>
      type === "DrawerOpened" && (data as { openingId: string }).openingId === openingId
    );
    if (!isKnown) return requestProblem("NotFound");
    const register = await registerById(store.db, session.registerId);
    return await openDrawerAt(services.environment, openingId, register?.printer ?? null);
  },
});

const close = endpoint({
  method: "post",
  path: "/cash-sessions/{id}/closure",
  tag,
  summary: "Cierra la caja a ciegas: se envía lo contado y responde lo esperado y la diferencia.",
  access: ["sell"],
  body: named("NewClosure", zNewClosure),
  idempotency: "key",
  answer: { status: 201, text: "Cerrada", content: named("Closure", zClosure) },
  refusals: ["SessionNotOpened", "SessionClosed", "NotFound"],
  async handle({ services, shop, store, context, asked, params, body }) {
    const cashSessionId = params["id"] ?? "";
    if (!isUuid(cashSessionId)) return requestProblem("NotFound");
    const closed = await closeCashSession(context, asked, withPath(body, { cashSessionId }));
    if (!closed.ok) return handled(closed, 201);
    await shiftChanged(services, shop, store);
    const signed = await signAfterClosing(services, store);
    const checkpoint = signed && { size: signed.size, root: signed.root.toHex() };
    return handled(closed, 201, (outcome) => ({ ...outcome, checkpoint }));
  },
});

export const CASH_SESSIONS = [list, open, one, move, openings, pulse, close];
