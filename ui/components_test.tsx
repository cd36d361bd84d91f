import assert from "node:assert/strict";
import { renderToString } from "preact-render-to-string";
import { centimos } from "../kernel/money.ts";
import { Button, LinkButton } from "./Button.tsx";
import { Field, MoneyField, Select } from "./Field.tsx";
import { Gallery } from "./gallery.tsx";
import { sampleReceipt } from "./gallery_data.ts";
import { Icon } from "./Icon.tsx";
import { ICON_NAMES, IconSprite } from "./icons.tsx";
import { ListRow } from "./List.tsx";
import { Notice } from "./Notice.tsx";
import { Receipt } from "./Receipt.tsx";
import { PageShell, ROOMS } from "./Shell.tsx";
import { Pagination, Table } from "./Table.tsx";
import { stylesOf } from "./theme.ts";

Deno.test("hint and error are read with their field", () => {
  const html = renderToString(
    <MoneyField name="precio" label="Precio" hint="Con IGV" error="Va en soles" typed="tres" />,
  );
  assert.match(html, /<label for="precio"/);
  assert.match(html, /<input[^>]*id="precio"[^>]*>/);
  assert.match(html, /aria-invalid="true"/);
  assert.match(html, /aria-describedby="precio-hint precio-error"/);
  assert.match(html, /id="precio-hint"[^>]*>Con IGV/);
  assert.match(html, /id="precio-error"/);
  assert.match(html, /value="tres"/);
});

Deno.test("a field in order says nothing of errors", () => {
  const html = renderToString(<Field name="nombre" label="Nombre" />);
  assert.ok(!/aria-invalid|aria-describedby/.test(html));
});

Deno.test("money goes in as text with the decimal keyboard, never as a number", () => {
  const html = renderToString(<MoneyField name="precio" label="Precio" amount={centimos(123_450)} />);
  assert.match(html, /type="text"/);
  assert.match(html, /inputmode="decimal"/i);
  assert.match(html, /value="1,234\.50"/);
  assert.match(renderToString(<MoneyField name="p" label="P" amount={centimos(0)} />), /value="0\.00"/);
});

Deno.test("a select keeps its answer", () => {
  const choices = [{ value: "kg", label: "Kilo" }, { value: "litro", label: "Litro" }];
  const html = renderToString(<Select name="u" label="Unidad" value="litro" choices={choices} />);
  assert.match(html, /<option\s+value="kg"\s*>Kilo/);
  assert.match(html, /<option[^>]*selected[^>]*>Litro/);
});

Deno.test("a button passes what HTML knows and a link stays a link", () => {
  assert.match(
    renderToString(<Button type="button" name="a" disabled>Ya</Button>),
    /<button[^>]*type="button"[^>]*disabled/,
  );
  assert.match(renderToString(<LinkButton href="/caja">Caja</LinkButton>), /^<a href="\/caja"/);
});

Deno.test("danger interrupts, the rest waits", () => {
  assert.match(renderToString(<Notice tone="danger" title="Venció" />), /role="alert"/);
  assert.match(renderToString(<Notice tone="attention" title="Sin internet" />), /role="status"/);
});

Deno.test("the whole row is the link", () => {
  const html = renderToString(
    <ListRow href="/p/1" name="Arroz" figure="14" state={{ tone: "danger", word: "Bajo cero" }} />,
  );
  assert.match(html, /^<li[^>]*><a href="\/p\/1"[^]*Arroz[^]*Bajo cero[^]*14[^]*<\/a><\/li>$/);
});

Deno.test("a table says what it is, names its rows, and sets figures right", () => {
  const html = renderToString(
    <Table
      caption="Ventas"
      columns={[{ head: "Día", cell: (row: string) => row }, {
        head: "Total",
        numeric: true,
        cell: () => "1.00",
      }]}
      rows={["lunes"]}
      keyOf={(row) => row}
      foot={["Total", "1.00"]}
    />,
  );
  assert.match(html, /<caption[^>]*>Ventas<\/caption>/);
  assert.match(html, /<th\s+scope="row"[^>]*>lunes<\/th>/);
  assert.match(html, /<td\s+class="[^"]*text-right[^"]*tabular-nums[^"]*">1\.00<\/td>/);
});

Deno.test("pages of a list exist only where there is somewhere to go", () => {
  assert.equal(renderToString(<Pagination />), "");
  const last = renderToString(<Pagination newer="?antes=9" />);
  assert.ok(last.includes("Más recientes") && !last.includes("Más antiguos"));
});

Deno.test("the rooms that are given are shown, and the page says in which it is", () => {
  const html = renderToString(
    <PageShell shopName="Lucha" rooms={Object.values(ROOMS)} path="/productos/42">x</PageShell>,
  );
  assert.match(html, /<a href="\/productos" aria-current="page"/);
  assert.equal(html.match(/aria-current="page"/g)?.length, 1);
  assert.match(html, /<a href="#contenido" class="skip/);
  assert.equal(html.match(/<main/g)?.length, 1);
});

Deno.test("the till keeps the foot of the screen: its rooms are in the menu", () => {
  const html = renderToString(
    <PageShell shopName="Lucha" rooms={[ROOMS.caja, ROOMS.inventario]} path="/caja" till>x</PageShell>,
  );
  assert.ok(!html.includes("<nav"));
  assert.match(html, /<details[^]*href="\/inventario"[^]*<\/details>/);
});

Deno.test("all drawings together are at most 6 KB, and a page carries those it names", () => {
  const all = renderToString(<IconSprite />);
  assert.ok(all.length <= 6144, `${all.length} B`);
  assert.equal(all.match(/<symbol/g)?.length, ICON_NAMES.length);
  assert.equal(renderToString(<IconSprite />), all);
  assert.equal(renderToString(<IconSprite names={["cash"]} />).match(/<symbol/g)?.length, 1);
});

Deno.test("a drawing beside its word is silent, alone it says its word", () => {
  assert.match(renderToString(<Icon name="cash" />), /aria-hidden="true"/);
  assert.match(renderToString(<Icon name="cash" label="Efectivo" />), /role="img" aria-label="Efectivo"/);
});

Deno.test("the ticket on screen says every line of its view", () => {
  const view = sampleReceipt(true);
  const html = renderToString(<Receipt view={view} paper={58} />);
  const said = [
    view.shopName,
    ...view.shopLines,
    "COPIA",
    view.ticketNumber,
    view.stamp,
    view.cashier,
    ...view.items.flatMap((item) => [item.name, item.detail, item.amount]),
    ...[...view.sums, view.total, ...view.tenders].flatMap((pair) => [pair.text, pair.amount]),
    view.change!.amount,
    view.notice,
  ];
  for (const text of said) assert.ok(html.includes(text), text);
  assert.match(html, /class="ticket [^"]*ticket-58"/);
});

Deno.test("the gallery draws every component, and every class on it has its rule", () => {
  const html = renderToString(<Gallery path="/hoy" />);
  const css = stylesOf([html]);
  const names = new Set([...html.matchAll(/class="([^"]*)"/g)].flatMap((match) => match[1]!.split(" ")));
  const bare = [...names].filter((name) => name && !css.includes(`.${name.replace(/[:/.]/g, "\\$&")}`));
  assert.deepEqual(bare, []);
});
