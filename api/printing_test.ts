import assert from "node:assert/strict";
import { askApi } from "../tests/support/api_client.ts";
import { FakePrinter } from "../tests/support/fake_printer.ts";
import { builtSale, openedSession, stocked } from "../tests/support/test_shop.ts";
import { readEnvironment } from "../config.ts";
import { testView } from "../kernel/ticket_print.ts";
import { printAt } from "./print_at.ts";
import { withTwoShops } from "../tests/support/two_shops.ts";

Deno.test("a register prints where it was told, says why where it cannot, and never beyond the shop's network", () =>
  withTwoShops(async (shops) => {
    const { a } = shops;
    const as = (role: "cashier" | "owner") => async (method: string, path: string, json?: unknown) => {
      const sent = { key: a.ids.next(), ...json === undefined ? {} : { json } };
      const { status, body } = await askApi(shops, a, a.people[role], method, path, sent);
      return { status, body: body as Record<string, unknown> };
    };
    const cashier = as("cashier"), owner = as("owner");
    const set = (address: string | null) =>
      owner("PUT", `/registers/${a.registerId}/printer`, { address, paper: 58, cut: false });
    const test = () => cashier("POST", `/registers/${a.registerId}/printer-tests`);
    const problemOf = ({ status, body }: Awaited<ReturnType<typeof test>>) =>
      `${status} ${String(body["type"]).split("/").at(-1)}`;
    assert.equal(problemOf(await test()), "409 printer-not-set");
    for (const address of ["8.8.8.8:9100", "169.254.169.254", "192.168.1.9:22", "caserito.pe", "metadata"]) {
      assert.equal(problemOf(await set(address)), "422 invalid-input", address);
    }
    await using printer = new FakePrinter();
    const saved = await set(`127.0.0.1:${printer.port}`);
    assert.deepEqual(saved.body["printer"], { host: "127.0.0.1", port: printer.port, paper: 58, cut: false });
    assert.equal((await test()).status, 204);

    const cashSessionId = await openedSession(a), rice = await stocked(a, "Arroz", 2000);
    const sale = builtSale(a, { cashSessionId, number: 1 }, [[rice, 1000]]);
    assert.equal((await cashier("POST", "/sales", { sale })).status, 201);
    const path = `/sales/${sale.saleId}/print`;
    const key = a.ids.next();
    const ask = (query = "") => askApi(shops, a, a.people.cashier, "POST", path + query, { key });
    assert.equal((await ask()).status, 204);
    assert.equal((await ask()).headers.get("idempotent-replayed"), "true");
    assert.equal((await cashier("POST", `${path}?copy=1`)).status, 204);
    await printer.finished(3);
    const papers = printer.printed.map((bytes) => String.fromCharCode(...bytes));
    assert.deepEqual(papers.map((text) => [text.includes("de prueba"), text.includes("COPIA")]), [
      [true, false],
      [false, false],
      [false, true],
    ]);
    const openingId = a.ids.next(),
      pulse = `/cash-sessions/${cashSessionId}/drawer-pulses?openingId=${openingId}`;
    assert.equal((await cashier("POST", pulse)).status, 404, "no drawer opens that the books do not know of");
    const opening = { openingId, reason: "Sencillo" };
    assert.equal(
      (await owner("POST", `/cash-sessions/${cashSessionId}/drawer-openings`, opening)).status,
      201,
    );
    assert.equal((await cashier("POST", pulse)).status, 204);
    assert.equal((await cashier("POST", pulse)).status, 204);
    await printer.finished(4);
    assert.deepEqual(printer.printed.slice(3).map((bytes) => [...bytes]), [[0x1b, 0x70, 0, 25, 250]], "once");
    printer.state = [0x72, 0x12];
    assert.equal(problemOf(await cashier("POST", path)), "424 printer-paper");
    assert.equal((await set("")).body["printer"], null);
    assert.equal(problemOf(await cashier("POST", path)), "409 printer-not-set");
    assert.equal((await cashier("POST", `/sales/${a.ids.next()}/print`)).status, 404);
  }));

Deno.test("a server in production prints in a network only where it is told that it stands in one, and never on itself", async () => {
  await using printer = new FakePrinter();
  const view = testView("Lucha", "", "");
  const told = async (environment: Record<string, string>, host: string, port: number) => {
    const settings = readEnvironment({ CASERITO_ENV: "production", ...environment });
    const answer = await printAt(settings, crypto.randomUUID(), { host, port, paper: 80, cut: true }, view);
    const { type } = answer.status === 204 ? { type: "printed" } : await answer.json() as { type: string };
    return type.split("/").at(-1);
  };
  assert.equal(await told({}, "192.168.1.50", 9100), "printing-elsewhere");
  const inTheShop = { CASERITO_LAN_PRINTERS: "1" };
  assert.equal(await told(inTheShop, "127.0.0.1", printer.port), "printer-not-set");
  assert.equal(await told(inTheShop, "8.8.8.8", 9100), "printer-not-set");
  assert.equal(await told({ CASERITO_ENV: "development" }, "127.0.0.1", printer.port), "printed");
});
