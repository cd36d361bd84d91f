import { endpoint, named, sent } from "./http/endpoint.ts";
import { pageByPos, positionOf } from "./http/pages.ts";
import { requestProblem } from "./http/problem.ts";
import { zList } from "./schemas/fields.ts";
import {
  zCheckpoint,
  zEventQuery,
  zEventWhole,
  zHead,
  zPositionPaging,
  zRecorded,
} from "./schemas/ledger.ts";

const tag = "Libro";

const events = endpoint({
  method: "get",
  path: "/ledger/events",
  tag,
  summary: "Los hechos del libro; type admite varios separados por comas.",
  access: ["audit"],
  query: zEventQuery,
  answer: { status: 200, text: "Una página de hechos", content: named("EventList", zList(zRecorded)) },
  async handle({ store, query: { cursor, limit, type, stream, after, upTo, order } }) {
    const descending = order === "newest", reached = positionOf(cursor);
    const from = descending || reached === undefined ? after : Math.max(after ?? 0, reached);
    const to = descending && reached !== undefined ? Math.min(upTo ?? reached, reached - 1) : upTo;
    const found = await store.read({
      limit: limit + 1,
      descending,
      ...type === undefined ? {} : { types: type.split(",") },
      ...stream === undefined ? {} : { stream },
      ...from === undefined ? {} : { after: from },
      ...to === undefined ? {} : { upTo: to },
    });
    return sent(pageByPos(found, limit, ({ pos }) => pos));
  },
});

const event = endpoint({
  method: "get",
  path: "/ledger/events/{pos}",
  tag,
  summary: "Un hecho entero, con los bytes exactos que guarda el libro.",
  access: ["audit"],
  answer: { status: 200, text: "El hecho", content: named("Event", zEventWhole) },
  refusals: ["NotFound"],
  async handle({ store, params }) {
    const pos = /^[1-9]\d{0,14}$/.test(params["pos"] ?? "") ? Number(params["pos"]) : null;
    if (pos === null) return requestProblem("NotFound");
    const [recorded] = await store.read({ after: pos - 1, upTo: pos, limit: 1 });
    const [stored] = await store.bodies(pos, 1);
    if (!recorded || stored?.pos !== pos) return requestProblem("NotFound");
    return sent({
      event: recorded,
      body: new TextDecoder().decode(stored.body),
      leaf: stored.leaf.toHex(),
    });
  },
});

const checkpoints = endpoint({
  method: "get",
  path: "/ledger/checkpoints",
  tag,
  summary: "Las notas firmadas del libro (C2SP), la más nueva primero.",
  access: ["audit"],
  query: zPositionPaging,
  answer: { status: 200, text: "Una página de notas", content: named("CheckpointList", zList(zCheckpoint)) },
  async handle({ store, query: { cursor, limit } }) {
    const before = positionOf(cursor) ?? Number.MAX_SAFE_INTEGER;
    const older = (await store.checkpoints()).filter(({ size }) => size < before)
      .sort((a, b) => b.size - a.size);
    return sent(pageByPos(older.slice(0, limit + 1), limit, ({ size }) => size));
  },
});

const head = endpoint({
  method: "get",
  path: "/ledger/head",
  tag,
  summary: "Cuántos hechos tiene el libro ahora y la raíz de su árbol.",
  access: ["audit"],
  answer: { status: 200, text: "La cabeza del libro", content: named("Head", zHead) },
  async handle({ store }) {
    const { size, root } = await store.head();
    return sent({ origin: store.origin, size, root: root.toHex() });
  },
});

export const LEDGER = [events, event, checkpoints, head];
