import assert from "node:assert/strict";
import { createContext } from "preact";
import { useContext } from "preact/hooks";
import { Head, Partial } from "../runtime.ts";
import { renderPage } from "./mod.ts";
import { cacheWith, htmlOf } from "./test_support.ts";

Deno.test("a page is a whole document, whatever the route rendered of it", async () => {
  assert.equal(
    await htmlOf(<p>hola</p>),
    '<!DOCTYPE html><html><head><meta charset="utf-8"/></head><body><p>hola</p></body></html>',
  );
  assert.equal(
    await htmlOf(
      <html lang="es">
        <body>x</body>
      </html>,
    ),
    '<!DOCTYPE html><html lang="es"><head><meta charset="utf-8"/></head><body>x</body></html>',
  );
  assert.equal(
    await htmlOf(null),
    '<!DOCTYPE html><html><head><meta charset="utf-8"/></head><body></body></html>',
  );
});

Deno.test("a page without islands has no script and no preload", async () => {
  const html = await htmlOf(<p>hola</p>, { cache: cacheWith({}) });
  assert.doesNotMatch(html, /<script|modulepreload/);
});

Deno.test("status and headers of the answer are kept; it is HTML in UTF-8", async () => {
  const response = await renderPage(<p />, {
    cache: cacheWith({}),
    url: new URL("http://localhost/"),
    nonce: null,
    partial: false,
    basePath: "",
    init: { status: 404, headers: { "x-own": "1", "content-type": "text/plain" } },
  });
  assert.equal(response.status, 404);
  assert.equal(response.headers.get("x-own"), "1");
  assert.equal(response.headers.get("content-type"), "text/html; charset=utf-8");
});

Deno.test("style sheets stand in the head, below the base path", async () => {
  const cache = cacheWith({}, { stylesheets: ["/_fresh/css/a.css"] });
  assert.match(
    await htmlOf(
      <html>
        <head>
          <title>t</title>
        </head>
        <body />
      </html>,
      { cache, basePath: "/tienda" },
    ),
    /<head><title>t<\/title><link rel="stylesheet" href="\/tienda\/_fresh\/css\/a\.css"\/><\/head>/,
  );
});

Deno.test("scripts and styles get the nonce of the request, also where the same JSX is rendered again", async () => {
  const kept = (
    <html>
      <head>
        <style>{"a{}"}</style>
      </head>
      <body>
        <script>1</script>
      </body>
    </html>
  );
  assert.match(await htmlOf(kept, { nonce: "one" }), /<style nonce="one">.*<script nonce="one">/);
  assert.match(await htmlOf(kept, { nonce: "two" }), /<style nonce="two">.*<script nonce="two">/);
  assert.doesNotMatch(await htmlOf(kept), /nonce/);
  assert.match(await htmlOf(<script nonce="own">1</script>, { nonce: "one" }), /nonce="own"/);
});

Deno.test("active links are marked as Fresh documents it", async () => {
  const nav = (
    <nav>
      <a href="/">home</a>
      <a href="/libros">books</a>
      <a href="/libros/1?x#y">book</a>
      <a href="/lib">other</a>
      <a href="//evil.test/libros/1">elsewhere</a>
    </nav>
  );
  const links = (html: string) => [...html.matchAll(/<a [^>]*>/g)].map(([tag]) => tag);
  assert.deepEqual(links(await htmlOf(nav, { url: new URL("http://localhost/libros/1/") })), [
    '<a href="/" data-ancestor="true" aria-current="true">',
    '<a href="/libros" data-ancestor="true" aria-current="true">',
    '<a href="/libros/1?x#y" data-current="true" aria-current="page">',
    '<a href="/lib">',
    '<a href="//evil.test/libros/1">',
  ]);
  assert.match(
    links(await htmlOf(nav, { url: new URL("http://localhost/otra") }))[1]!,
    /^<a href="\/libros">$/,
  );
});

Deno.test("images and sources are locked to the build, except where that is declined", async () => {
  const html = await htmlOf(
    <main>
      <img src="/a.png" srcset="/a.png 1x, /b.png?w=2 2x" />
      <img src="/c.png" data-fresh-disable-lock />
      <img src="https://example.pe/d.png" />
    </main>,
    { cache: cacheWith({}) },
  );
  assert.match(
    html,
    /src="\/a\.png\?__frsh_c=b1" srcset="\/a\.png\?__frsh_c=b1 1x, \/b\.png\?w=2&amp;__frsh_c=b1 2x"/,
  );
  assert.match(html, /src="\/c\.png" /);
  assert.match(html, /src="https:\/\/example\.pe\/d\.png"/);
});

Deno.test("Head: the last one with an identity wins, in the place of the first", async () => {
  const html = await htmlOf(
    <html>
      <head>
        <title>app</title>
        <meta name="description" content="app" />
        <link key="icon" rel="icon" href="/app.ico" />
        <meta id="m" content="app" />
      </head>
      <body>
        <Head>
          <title>layout</title>
        </Head>
        <p>
          <Head>
            <title>{"a </title> b"}</title>
            <meta name="description" content="page" />
            <link key="icon" rel="icon" href="/page.ico" />
            <meta id="m" content="page" />
            <meta property="og:title" content="new" />
          </Head>
          text
        </p>
      </body>
    </html>,
  );
  assert.equal(
    html,
    '<!DOCTYPE html><html><head><title>a &lt;/title> b</title><meta name="description" content="page"/>' +
      '<link rel="icon" href="/page.ico" data-key="icon"/><meta id="m" content="page"/>' +
      '<meta property="og:title" content="new"/></head><body><p>text</p></body></html>',
  );
});

Deno.test("Head: the same element twice is one; what belongs to no head is left out", async () => {
  const html = await htmlOf(
    <div>
      <Head>
        <link rel="preload" href="/x" />
      </Head>
      <Head>
        <link href="/x" rel="preload" />
        <p>nothing</p>
      </Head>
    </div>,
  );
  assert.equal(html.match(/rel="preload"/g)?.length, 1);
  assert.doesNotMatch(html, /nothing/);
});

Deno.test("elements of a head in the body stay there", async () => {
  assert.match(
    await htmlOf(
      <p>
        <style>{"b{}"}</style>
      </p>,
    ),
    /<body><p><style>b\{\}<\/style><\/p><\/body>/,
  );
});

Deno.test("async components are awaited in their place, with the context around them", async () => {
  const Shop = createContext("none");
  function Name() {
    return <b>{useContext(Shop)}</b>;
  }
  async function Slow(props: { n: number }) {
    await Promise.resolve();
    return (
      <i>
        {props.n} <Name />
        {props.n > 0 && <SlowElement n={props.n - 1} />}
      </i>
    );
  }
  const SlowElement = Slow as unknown as (props: { n: number }) => preact.VNode;
  const html = await htmlOf(
    <Shop.Provider value="lucha">
      <p>a</p>
      <SlowElement n={1} />
      <p>b</p>
      <SlowElement n={0} />
    </Shop.Provider>,
  );
  assert.match(
    html,
    /<p>a<\/p><i>1 <b>lucha<\/b><i>0 <b>lucha<\/b><\/i><\/i><p>b<\/p><i>0 <b>lucha<\/b><\/i>/,
  );
});

Deno.test("an error of an async component is thrown, also when a second one fails later", async () => {
  const Fails = (async (props: { text: string }) => {
    await Promise.resolve();
    throw new Error(props.text);
  }) as unknown as (props: { text: string }) => preact.VNode;
  await assert.rejects(
    htmlOf(
      <p>
        <Fails text="first" />
        <Fails text="second" />
      </p>,
    ),
    { message: "first" },
  );
});

Deno.test("pages rendered at the same time do not see each other", async () => {
  const gate = Promise.withResolvers<void>();
  const Waits = (async () => {
    await gate.promise;
    return <a href="/uno">link</a>;
  }) as unknown as () => preact.VNode;
  const first = htmlOf(
    <p>
      <Waits />
    </p>,
    { url: new URL("http://localhost/uno") },
  );
  const second = await htmlOf(<a href="/uno">link</a>, { url: new URL("http://localhost/dos") });
  gate.resolve();
  assert.doesNotMatch(second, /aria-current/);
  assert.match(await first, /aria-current="page"/);
});

Deno.test("partials are marked with name and mode; keys stay only where a partial needs them", async () => {
  const list = [1, 2].map((n) => <li key={n}>{n}</li>);
  const html = await htmlOf(
    <div f-client-nav>
      <Partial name="a b" mode="append">{list}</Partial>
      <a href="/" f-client-nav={false}>x</a>
    </div>,
    { cache: cacheWith({}) },
  );
  assert.match(
    html,
    /<!--f:p:a%20b:append--><li data-frsh-key="1">1<\/li><li data-frsh-key="2">2<\/li><!--\/f-->/,
  );
  assert.match(html, /<a href="\/" f-client-nav="false"/);
  assert.doesNotMatch(await htmlOf(<ul>{list}</ul>), /data-frsh-key/);
});

Deno.test("client navigation brings the runtime; a partial without it does not", async () => {
  const cache = cacheWith({});
  assert.match(
    await htmlOf(
      <div f-client-nav>
        <Partial name="a">x</Partial>
      </div>,
      { cache },
    ),
    /src="\/_fresh\/js\/core\.js"/,
  );
  assert.doesNotMatch(await htmlOf(<Partial name="a">x</Partial>, { cache }), /<script/);
});

Deno.test("two partials with one name are refused", async () => {
  await assert.rejects(
    htmlOf(
      <div>
        <Partial name="a">x</Partial>
        <Partial name="a">y</Partial>
      </div>,
    ),
    /two partials with the name "a"/,
  );
});

Deno.test("the answer to a partial request has no script and its styles as data", async () => {
  const html = await htmlOf(
    <div f-client-nav>
      <Head>
        <style>{"a{}"}</style>
      </Head>
      <Partial name="a">x</Partial>
    </div>,
    { cache: cacheWith({}), partial: true, nonce: "n" },
  );
  assert.doesNotMatch(html, /<style|type="module"/);
  assert.match(html, /<script type="text\/f-style" nonce="n">a\{\}<\/script>/);
});
