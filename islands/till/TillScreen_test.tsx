import assert from "node:assert/strict";
import { renderToString } from "preact-render-to-string";
import { centimos } from "../../kernel/money.ts";
import type { PulledRegister } from "../../kernel/sync.ts";
import { instantOf } from "../../kernel/time.ts";
import { startPaying } from "./paying.ts";
import { addProduct } from "./selling.ts";
import { Till } from "./till.ts";
import { INCA_KOLA, POLLO } from "./till_fixture.ts";
import { TillScreen } from "./TillScreen.tsx";

const ROSA = "0193a000-0000-7000-8000-0000000000cc";

const registerOf = (cashierId: string | null): PulledRegister => ({
  registerId: "0193a000-0000-7000-8000-0000000000aa",
  name: "Caja 1",
  series: "T001",
  lastTicket: 41,
  session: cashierId === null ? null : {
    cashSessionId: "c",
    cashierId,
    floatCentimos: centimos(0),
    openedAt: instantOf(Date.UTC(2026, 10, 22, 15)),
  },
});

const tillWith = (register: PulledRegister) =>
  new Till({
    shop: { name: "Minimarket Lucha", address: null, ruc: null },
    cashier: { cashierId: ROSA, name: "Rosa" },
    registers: [register],
    products: [INCA_KOLA, POLLO],
    methods: ["efectivo", "yape"],
    rooms: [],
    serverTime: instantOf(0),
    appBuild: "test",
  });

const textOf = (till: Till): string =>
  renderToString(<TillScreen till={till} />).replace(/<[^>]+>/g, " ").replace(/[\s\u00a0]+/g, " ");

Deno.test("a register nobody opened asks for its float", () => {
  const text = textOf(tillWith(registerOf(null)));
  assert.match(text, /Abre tu caja/);
  assert.match(text, /Abrir con S\/ 0\.00/);
});

Deno.test("a register open elsewhere says so, with the way out", () => {
  const text = textOf(tillWith(registerOf("somebody-else")));
  assert.match(text, /Abierta en otro equipo desde las 10:00 a\. m\./);
  assert.match(text, /Continuar aquí/);
});

Deno.test("whose drawer is open is served the products at once", () => {
  const text = textOf(tillWith(registerOf(ROSA)));
  assert.match(text, /Inca Kola 500 ml S\/ 3\.50/);
  assert.match(text, /Escanea o toca un producto/);
});

Deno.test("the ticket says what is bought and the button what it costs", () => {
  const till = tillWith(registerOf(ROSA));
  addProduct(till, INCA_KOLA);
  till.ready.value = true;
  const text = textOf(till);
  till.stop();
  assert.match(text, /1 × 3\.50 3\.50/);
  assert.match(text, /Cobrar S\/ 3\.50/);
});

Deno.test("the payment offers exact cash first, and every way the shop takes", () => {
  const till = tillWith(registerOf(ROSA));
  addProduct(till, INCA_KOLA);
  till.drawer.value = {
    registerId: "r",
    registerName: "Caja 1",
    series: "T001",
    cashSessionId: "c",
    openedAt: instantOf(0),
    nextTicket: 1,
  };
  startPaying(till);
  const text = textOf(till);
  till.stop();
  assert.match(text, /Por cobrar S\/ 3\.50/);
  assert.match(text, /Efectivo Yape/);
  assert.doesNotMatch(text, /Fiado/);
  assert.match(text, /Efectivo exacto S\/ 3\.50/);
});
