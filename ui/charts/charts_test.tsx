import assert from "node:assert/strict";
import { brotliCompressSync } from "node:zlib";
import { renderToString } from "preact-render-to-string";
import { centimos } from "../../kernel/money.ts";
import { sampleDifferences, sampleHours, sampleRanking } from "../gallery_data.ts";
import { Bars } from "./Bars.tsx";
import { scaled } from "./frame.tsx";
import { HBars } from "./HBars.tsx";
import { SignedBars } from "./SignedBars.tsx";
import { Sparkline } from "./Sparkline.tsx";

const hours = {
  id: "h",
  title: "Ventas por hora",
  summary: "La mejor fue 7 p. m.",
  heads: ["Hora", "Hoy", "Martes normal"],
  empty: "Sin ventas.",
} as const;
const drawingOf = (html: string) => /<svg[^]*<\/svg>/.exec(html)?.[0] ?? "";
const tableOf = (html: string) => /<details[^]*<\/details>/.exec(html)?.[0] ?? "";

Deno.test("twenty-four bars with links and a typical line are at most 600 B brotli", () => {
  const busy = sampleHours.map((bar, hour) => ({
    ...bar,
    amount: centimos(1000 + hour * 317),
    href: `/hoy/hora/${hour}`,
  }));
  const drawing = drawingOf(renderToString(<Bars {...hours} bars={busy} />));
  assert.equal(drawing.match(/<a /g)?.length, 24);
  const bytes = brotliCompressSync(drawing).byteLength;
  assert.ok(bytes <= 600, `${bytes} B`);
});

Deno.test("a chart is an image with a sentence, and its figures are a table with the same links", () => {
  const html = renderToString(<Bars {...hours} bars={sampleHours} />);
  const plain = renderToString(<Bars {...hours} bars={sampleHours.map(({ href: _, ...bar }) => bar)} />);
  assert.match(drawingOf(plain), /role="img" aria-labelledby="h-t h-d"/);
  assert.match(drawingOf(html), /<svg[^>]*aria-hidden="true"/, "an image may hold no links");
  assert.match(
    drawingOf(html),
    /<title id="h-t">Ventas por hora<\/title><desc id="h-d">La mejor fue 7 p. m.<\/desc>/,
  );
  assert.equal(tableOf(html).match(/<tr/g)?.length, 25);
  assert.match(
    tableOf(html),
    /<a href="#hora-12"[^>]*>12 p\.\u00a0m\.<\/a><\/th><td[^>]*>S\/\u00a0118\.90<\/td><td[^>]*>S\/\u00a098\.00/,
  );
  assert.ok(
    !/tabindex="0"|<a (?![^>]*tabindex="-1")/.test(drawingOf(html)),
    "the keyboard goes to the table",
  );
});

Deno.test("an hour without history breaks the typical line and says so in the table", () => {
  const bars = [100, 200, 300, 400, 500, 600].map((amount, index) => ({
    label: `${index}`,
    amount: centimos(amount),
    typical: index === 2 ? null : centimos(300),
  }));
  const html = renderToString(<Bars {...hours} bars={bars} />);
  assert.match(html, /d="M3 50L13 50M33 50L43 50L53 50" class="ghost"/);
  assert.match(tableOf(html), /<td[^>]*>–<\/td>/);
});

Deno.test("no data says what to do and draws nothing", () => {
  const none = sampleHours.map((bar) => ({ ...bar, amount: centimos(0), typical: null }));
  for (
    const html of [
      renderToString(<Bars {...hours} bars={none} />),
      renderToString(<HBars {...hours} heads={["Producto", "Margen"]} bars={[]} />),
      renderToString(<SignedBars {...hours} bars={[]} />),
      renderToString(<Sparkline {...hours} heads={["Día", "Ventas"]} points={[]} />),
    ]
  ) {
    assert.equal(drawingOf(html), "");
    assert.ok(html.includes("Sin ventas."));
  }
});

Deno.test("a difference is said in words and drawn on its side of zero", () => {
  const html = renderToString(<SignedBars {...hours} bars={sampleDifferences} />);
  assert.match(html, /<td[^>]*>faltó S\/\u00a012\.50<\/td>/);
  assert.match(html, /<td[^>]*>sobró S\/\u00a06\.30<\/td>/);
  assert.match(html, /<td[^>]*>cuadró<\/td>/);
  assert.match(html, /d="M50 0v50h7V0" class="fill-rocoto"/);
  assert.match(html, /d="M110 0v-25h7V0" class="fill-toldo"/);
});

Deno.test("a ranking is a table whose bars only repeat its figures", () => {
  const html = renderToString(<HBars {...hours} heads={["Producto", "Margen"]} bars={sampleRanking} />);
  assert.equal(html.match(/<svg[^>]*aria-hidden="true"/g)?.length, sampleRanking.length);
  assert.match(html, /<th scope="row"[^>]*><a href="#arroz"/);
});

Deno.test("heights are whole, keep their sign, and never lose a small amount", () => {
  assert.equal(scaled(0, 100, 50), 0);
  assert.equal(scaled(1, 100_000, 50), 1);
  assert.equal(scaled(-1, 100_000, 50), -1);
  assert.equal(scaled(100, 100, 50), 50);
  assert.equal(scaled(5, 0, 50), 0);
});
