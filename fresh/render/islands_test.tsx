import assert from "node:assert/strict";
import { computed, signal } from "@preact/signals";
import { unflatten } from "devalue";
import type { ComponentChildren } from "preact";
import { Partial } from "../runtime.ts";
import { cacheWith, htmlOf, stateIn } from "./test_support.ts";

function Box(props: { n?: unknown; title?: ComponentChildren; children?: ComponentChildren }) {
  return <div class="box">{props.title}{props.children}</div>;
}
function Closed(_props: { children?: ComponentChildren; extra?: ComponentChildren }) {
  return <b>closed</b>;
}
function Outer(props: { children?: ComponentChildren }) {
  return (
    <section>
      <Box n={1} />
      {props.children}
    </section>
  );
}
const cache = cacheWith({ Box, Closed, Outer });

Deno.test("an island stands between markers; its props travel as plain JSON where they can", async () => {
  const html = await htmlOf(
    <main>
      <Box n={{ list: [1, "dos", null, true] }} />
    </main>,
    { cache },
  );
  assert.match(html, /<main><!--f:i:0:0:--><div class="box"><\/div><!--\/f--><\/main>/);
  assert.deepEqual(stateIn(html), [0, [["/_fresh/js/Box.js", "default"]], [[0, {}]], [{
    n: { list: [1, "dos", null, true] },
  }]]);
  assert.match(html, /<script type="module" src="\/_fresh\/js\/core\.js"><\/script>/);
});

Deno.test("only the runtime and the islands of the page are preloaded", async () => {
  const html = await htmlOf(<Box />, { cache, basePath: "/tienda" });
  const preloads = [...html.matchAll(/rel="modulepreload" href="([^"]*)"/g)].map(([, href]) => href);
  assert.deepEqual(preloads, ["/tienda/_fresh/js/Box.js"]);
  assert.deepEqual(stateIn(html)[1], [["/tienda/_fresh/js/Box.js", "default"]]);
});

Deno.test("an island that another island renders is an ordinary component", async () => {
  const html = await htmlOf(<Outer />, { cache });
  assert.match(html, /<!--f:i:0:0:--><section><div class="box"><\/div><\/section><!--\/f-->/);
  assert.equal(stateIn(html)[1].length, 1);
});

Deno.test("JSX props become slots; islands inside them are islands again", async () => {
  const html = await htmlOf(
    <Outer>
      <p>text</p>
      <Box n={2} title={<i>t</i>} />
    </Outer>,
    { cache },
  );
  assert.match(
    html,
    /<!--f:s:0--><p>text<\/p><!--f:i:1:1:--><div class="box"><!--f:s:1--><i>t<\/i><!--\/f--><\/div><!--\/f--><!--\/f-->/,
  );
  const [features, , instances, props] = stateIn(html);
  assert.equal(features, 1);
  assert.deepEqual(instances, [[0, { children: 0 }], [1, { title: 1 }]]);
  assert.deepEqual(props, [{}, { n: 2 }]);
});

Deno.test("JSX that an island does not place comes in a template, with the islands in it", async () => {
  const html = await htmlOf(
    <Closed extra={[<u key="k">u</u>]}>
      <Closed>
        <Box n={3} />
      </Closed>
    </Closed>,
    { cache },
  );
  assert.match(html, /<template id="f-slot-0"><!--f:s:0--><u>u<\/u><!--\/f--><\/template>/);
  assert.match(
    html,
    /<template id="f-slot-1"><!--f:s:1--><!--f:i:0:1:--><b>closed<\/b><!--\/f--><!--\/f--><\/template>/,
  );
  assert.match(html, /<template id="f-slot-2"><!--f:s:2--><!--f:i:1:2:--><div class="box">/);
});

Deno.test("text as children is data; keys are in the marker", async () => {
  const html = await htmlOf(<Box key="a:b" n={1}>text</Box>, { cache });
  assert.match(html, /<!--f:i:0:0:a%3Ab-->/);
  assert.deepEqual(stateIn(html)[3], [{ n: 1, children: "text" }]);
});

Deno.test("values beyond JSON, shared objects, cycles and signals come back as they were", async () => {
  const shared = { v: 1 };
  const loop: { self?: unknown; map: Map<string, bigint> } = { map: new Map([["a", 10n]]) };
  loop.self = loop;
  const total = signal(shared);
  const html = await htmlOf(
    <main>
      <Box n={{ shared, loop, total, when: new Date(0), minus: -0 }} />
      <Box n={[total, computed(() => 5)]} />
    </main>,
    { cache },
  );
  const [features, , , flat] = stateIn(html);
  assert.equal(features, 2 | 4);
  interface Sent {
    shared: unknown;
    loop: typeof loop;
    total: { signal: unknown };
    when: Date;
    minus: number;
  }
  const props = unflatten(flat as number[], {
    Signal: ([value]: [unknown]) => ({ signal: value }),
    Computed: ([value]: [unknown]) => ({ computed: value }),
  }) as [{ n: Sent }, { n: unknown[] }];
  const first = props[0].n;
  assert.equal(first.loop.self, first.loop);
  assert.equal(first.loop.map.get("a"), 10n);
  assert.equal(first.when.getTime(), 0);
  assert.ok(Object.is(first.minus, -0));
  assert.equal(first.total.signal, first.shared);
  assert.equal(props[1].n[0], first.total, "one signal stays one signal");
  assert.deepEqual(props[1].n[1], { computed: 5 });
});

Deno.test("the state cannot end its script early", async () => {
  const html = await htmlOf(<Box n="</script><!--<script>" />, { cache });
  assert.equal(html.match(/<\/script>/g)?.length, 2);
  assert.deepEqual(stateIn(html)[3], [{ n: "</script><!--<script>" }]);
  const rich = await htmlOf(<Box n={new Set(["</script>"])} />, { cache });
  assert.equal(rich.match(/<\/script>/g)?.length, 2);
});

Deno.test("what cannot be sent is refused with island and prop", async () => {
  class Account {
    owner = "x";
  }
  const refusals: [unknown, RegExp][] = [
    [() => 1, /Island <Box>: prop "n": a function cannot be sent to the browser/],
    [{ deep: [() => 1] }, /prop "n\.deep\[0\]": a function/],
    [new Account(), /prop "n": an instance of a class/],
    [{ jsx: <p>x</p> }, /prop "n\.jsx": JSX can only be handed over as a prop/],
    [Symbol("s"), /prop "n": .*Symbol/],
  ];
  for (const [value, message] of refusals) {
    await assert.rejects(htmlOf(<Box n={value} />, { cache }), message);
  }
});

Deno.test("a partial and an async component inside an island are refused", async () => {
  function Wrong() {
    return <Partial name="x">x</Partial>;
  }
  await assert.rejects(htmlOf(<Wrong />, { cache: cacheWith({ Wrong }) }), /cannot be used inside an island/);
  const Later = (async () => await Promise.resolve(<p />)) as unknown as () => preact.VNode;
  function Awaits() {
    return <Later />;
  }
  await assert.rejects(
    htmlOf(<Awaits />, { cache: cacheWith({ Awaits }) }),
    /cannot be used inside an island/,
  );
});

Deno.test("links and images of an island are left to the island", async () => {
  function Nav() {
    return (
      <a href="/">
        <img src="/a.png" />
      </a>
    );
  }
  const html = await htmlOf(<Nav />, { cache: cacheWith({ Nav }) });
  assert.match(html, /<a href="\/"><img src="\/a\.png"\/><\/a>/);
});

Deno.test("JSX that a module keeps is rendered in every request", async () => {
  const kept = <Box n={1} />;
  const once = await htmlOf(kept, { cache });
  assert.equal(await htmlOf(kept, { cache }), once);
});
