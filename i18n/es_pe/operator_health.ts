import type { KindName } from "../../domain/messages/kinds.ts";
import type { Channel, FailureAction } from "../../kernel/carrier.ts";

export const CHANNEL_NAMES: Readonly<Record<Channel, string>> = {
  whatsapp: "WhatsApp",
  sms: "SMS",
  email: "Correo",
};

const FAILURE_MEANS: Readonly<Record<FailureAction, string>> = {
  retry: "se intenta de nuevo solo",
  next_channel: "se sigue por otro medio",
  not_today: "esa persona ya recibió bastante hoy",
  fix: "hay que corregir la plantilla o el programa",
  page: "nadie recibe nada por aquí: revisa el token, el número o el saldo",
};
/** A carrier's last failure: its code, and what follows from it. */
export const failureText = (code: string, action: string): string =>
  Object.hasOwn(FAILURE_MEANS, action) ? `${code}: ${FAILURE_MEANS[action as FailureAction]}` : code;

const KIND_NAMES: Readonly<Record<KindName, string>> = {
  due_in_7: "Vence en 7 días",
  due_in_3: "Vence en 3 días",
  due_tomorrow: "Vence mañana",
  due_today: "Vence hoy",
  overdue_1: "Venció ayer",
  overdue_3: "Venció hace 3 días",
  overdue_6: "Venció hace 6 días",
  last_day: "Último día antes del bloqueo",
  blocked: "Tienda bloqueada",
  blocked_7: "Bloqueada hace 7 días",
  blocked_30: "Bloqueada hace 30 días",
  returned: "Vuelve a vender",
  payment_received: "Pago recibido",
  claim_rejected: "Aviso de pago rechazado",
  trial_ending: "Se acaba la prueba",
};
export const messageKindText = (kind: string): string =>
  Object.hasOwn(KIND_NAMES, kind) ? KIND_NAMES[kind as KindName] : kind;

export const MESSAGES = {
  title: "Mensajes",
  channels: "Cada medio, en las últimas 24 horas",
  channel: "Medio",
  sent: "Enviados",
  delivered: "Entregados",
  failed: "Fallidos",
  lastFault: "Último problema",
  noFault: "—",
  waiting: "Por enviar",
  waitingHint: "Salen solos en cuanto les toca",
  dead: "No llegaron por ningún medio",
  deadCount: "No llegaron",
  noDead: "Todos llegaron, o todavía están en camino",
  deadHint: "Corrige primero la causa. El nuevo sale hoy, con los datos de contacto de ahora.",
  nobody: "sin tienda",
  seeShop: "Ver la tienda",
  retry: "Enviarlo otra vez",
  retryButton: "Enviar otra vez",
  done: { reenviar: "El mensaje sale otra vez" } as Readonly<Record<string, string>>,
  see: "Ver los mensajes",
} as const;

export const PROVIDERS = {
  title: "Proveedores de pago",
  intro:
    "Lo que nos dicen y lo que les preguntamos. Sus avisos solo son pistas: el dinero se mira en su casa.",
  configured: (names: readonly string[]) =>
    names.length === 0
      ? "Ninguno está configurado en este servidor: nadie paga por ellos."
      : `Configurados en este servidor: ${new Intl.ListFormat("es").format(names)}.`,
  good: "Bien",
  unheard: "Nunca habló",
  slow: "Atrasado",
  lastWebhook: "Último aviso suyo",
  reconciled: "Revisado contra sus libros",
  waiting: "Avisos sin atender",
  waitingSince: (since: string) => `desde el ${since}`,
  failing: "De esos, con fallas",
  unanswered: "Pedidos sin respuesta",
  never: "nunca",
  down: "Proveedores atrasados",
  noneDown: "Todos al día",
  see: "Ver los proveedores",
} as const;
