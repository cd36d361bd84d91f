import { PERMISSIONS } from "../commands/people/permissions.ts";
import { endpoint, named, sent } from "./http/endpoint.ts";
import { type SessionAnswer, zSession } from "./schemas/session.ts";

const whoAmI = endpoint({
  method: "get",
  path: "/session",
  tag: "Sesión",
  summary: "Dice quién ingresó y qué puede hacer en esta tienda.",
  access: "staff",
  answer: { status: 200, text: "Quién eres", content: named("Session", zSession) },
  handle({ staff: { personId, name, role }, shop }) {
    const body: SessionAnswer = {
      personId,
      name,
      role,
      permissions: [...PERMISSIONS[role]],
      shop: { slug: shop.slug, name: shop.name, niche: shop.niche },
    };
    return Promise.resolve(sent(body));
  },
});

const signOut = endpoint({
  method: "delete",
  path: "/session",
  tag: "Sesión",
  summary: "Cierra la sesión en el servidor y en el navegador.",
  access: "staff",
  answer: { status: 204, text: "Sesión cerrada" },
  async handle({ endSession }) {
    return new Response(null, { status: 204, headers: { "set-cookie": await endSession() } });
  },
});

export const SESSION = [whoAmI, signOut];
