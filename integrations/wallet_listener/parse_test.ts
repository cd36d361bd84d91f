import assert from "node:assert/strict";
import { amountOf, type Notification, parseNotification } from "./parse.ts";

const YAPE = "com.bcp.innovacxion.yapeapp",
  INTERBANK = "pe.com.interbank.mobilebanking",
  BBVA = "com.bbva.nxt_peru";
const shown = (app: string, text: string, title = "Confirmación de Pago"): Notification => ({
  package: app,
  title,
  text,
  bigText: "",
});

/** The wordings of payments-peru §2a by their number, with invented names. */
const INCOMING: readonly (readonly [string, Notification, string])[] = [
  [
    "1",
    shown(YAPE, "Ana Per* te envió un pago por S/ 56.7. El cód. de seguridad es: 666"),
    "yape 5670 Ana Per* masked 666",
  ],
  [
    "2",
    shown(YAPE, "Yape! ANA MARIA PEREZ SOTO te envió un pago por S/ 30.00"),
    "yape 3000 ANA MARIA PEREZ SOTO",
  ],
  [
    "3",
    shown(YAPE, "Ana P. te envió un pago por S/ 0.1. El cód. de seguridad es: 608"),
    "yape 10 Ana P masked 608",
  ],
  ["4a", shown(YAPE, "Te yapeó S/ 10.00 de Ana Perez", "Yape"), "yape 1000 Ana Perez"],
  ["4b", shown(YAPE, "¡Te han yapeado S/ 50.00 de Ana Perez!", "Yape"), "yape 5000 Ana Perez"],
  ["5a", shown(YAPE, "Ana Perez te envió S/ 15 a tu Yape", "¡Te yapearon!"), "yape 1500 Ana Perez"],
  ["5b", shown(YAPE, "Te enviaron S/ 15 a tu Yape", "¡Te yapearon!"), "yape 1500 -"],
  ["6", shown(INTERBANK, "ANA PEREZ te ha plineado S/ 25.50", "Interbank"), "plin 2550 ANA PEREZ"],
  ["7", shown(BBVA, "Ana Perez te plineó S/ 8.90", "BBVA"), "plin 890 Ana Perez"],
  ["8", shown(BBVA, "ANA PEREZ SOTO te hizo un pago de S/ 23.9", "Cobro con QR"), "plin 2390 ANA PEREZ SOTO"],
  ["9a", shown(INTERBANK, "¡Recibiste un plin de S/ 10.00!", "Plin"), "plin 1000 -"],
  ["9b", shown(INTERBANK, "Recibiste un Plin de S/ 14.20 de Ana Perez", "Plin"), "plin 1420 Ana Perez"],
  ["9c", shown(INTERBANK, "Ana te envió un plin de S/ 3", "Plin"), "plin 300 Ana"],
  ["the text in the title", {
    package: YAPE,
    title: "Ana Per* te envió un pago por S/ 1",
    text: "",
    bigText: "",
  }, "yape 100 Ana Per* masked"],
  ["the text in the long form", {
    package: YAPE,
    title: "Yape",
    text: "Nuevo pago",
    bigText: "Ana Ñau* te envió un pago por S/ 1,234.50. El cód. de seguridad es: 012",
  }, "yape 123450 Ana Ñau* masked 012"],
];

Deno.test("each wording that is known gives wallet, amount, payer and code", () => {
  for (const [name, notification, expected] of INCOMING) {
    const parsed = parseNotification(notification);
    assert.ok(parsed.kind === "incoming", `${name}: ${parsed.kind}`);
    const { wallet, amountCentimos, payerName, masked, securityCode } = parsed;
    const told = [
      wallet,
      amountCentimos,
      payerName ?? "-",
      ...masked ? ["masked"] : [],
      ...securityCode ? [securityCode] : [],
    ];
    assert.equal(told.join(" "), expected, name);
  }
});

Deno.test("what is no money that came in gives none, whatever sound it plays", () => {
  const other = (notification: Notification) => {
    const parsed = parseNotification(notification);
    return parsed.kind === "ignored" ? parsed.reason : parsed.kind;
  };
  for (
    const [text, expected] of [
      ["¿Ya te depositaron? Ingresa y revisa tu dinero disponible", "promotion"],
      ["Hasta $150 dscto. en pasajes. Solo hoy", "promotion"],
      ["Recuerda que puedes yapear tus pagos", "promotion"],
      ["¿Por vender dólares? Hazlo aquí", "promotion"],
      ["Yapeaste S/ 30 a Ana Perez", "outgoing"],
      ["Plineaste S/ 30 a Ana Perez", "outgoing"],
      ["Realizaste un yapeo a celular. Monto enviado S/ 20.00", "outgoing"],
      ["Realizaste un consumo de S/ 395.00 con tu tarjeta", "outgoing"],
      ["Tu Yape de S/ 20 fue enviado", "outgoing"],
      ["Ana Perez ha solicitado un pago por S/100", "request"],
      ["Contenido sensible oculto", "hidden"],
      ["Sensitive notification content hidden", "hidden"],
      ["Ana Perez te mandó plata: S/ 20", "unparsed"],
    ] as const
  ) assert.equal(other(shown(YAPE, text, "Yape")), expected, text);
  const good = "Ana Per* te envió un pago por S/ 56.7. El cód. de seguridad es: 666";
  for (const app of ["com.whatsapp", "com.yape.app", "com.bcp.innovacxion.yapeapp.fake", "pe.caserito", ""]) {
    assert.equal(other(shown(app, good)), "other_app", app);
  }
});

Deno.test("amounts as wallets write them, and nothing else", () => {
  for (
    const [text, expected] of [
      ["56.7", 5670],
      ["1", 100],
      ["0.1", 10],
      ["30.00.", 3000],
      ["1,234.50", 123450],
      ["1.234,50", 123450],
      ["15,5", 1550],
      ["1,234", 123400],
      ["0", null],
      ["0.00", null],
      ["1.2345", null],
      ["12345678", null],
    ] as const
  ) assert.equal(amountOf(text), expected, text);
});
