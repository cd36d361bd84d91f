import assert from "node:assert/strict";
import type { AnyComponent } from "preact";
import { App, createDefine, page, type PageProps } from "./mod.ts";
import { askBody } from "./test_support.ts";

interface State {
  foo: string;
}
const define = createDefine<State>();

/** Compiles only if both types are the same. */
type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends (<T>() => T extends B ? 1 : 2) ? true : false;
const same = <_Same extends true>() => {};

Deno.test("define: every helper returns what it is given", () => {
  const middleware = define.middleware((ctx) => ctx.text(ctx.state.foo));
  const several = define.middleware([middleware, middleware]);
  assert.equal(several[0], middleware);
  const handlers = { GET: () => page({ a: 1 }) };
  assert.equal(define.handlers(handlers), handlers);
  const Component = () => <p />;
  assert.equal(define.page(Component), Component);
  assert.equal(define.layout(Component), Component);
});

Deno.test("define.page<typeof handlers>: the data of the page is what the handlers return", () => {
  const handlers = define.handlers({
    GET: (ctx) => page({ like: ctx.state.foo, id: ctx.params.id }),
    POST: () => new Response("posted"),
  });
  const Page = define.page<typeof handlers>(({ data, state }) => {
    same<Same<typeof data, { like: string; id: string | undefined }>>();
    same<Same<typeof state, State>>();
    return <h1>{data.like}</h1>;
  });
  same<Same<typeof Page, AnyComponent<PageProps<{ like: string; id: string | undefined }, State>>>>();

  const one = define.handlers((ctx) => page(ctx.url.pathname.length));
  define.page<typeof one>(({ data }) => {
    same<Same<typeof data, number>>();
    return <b>{data}</b>;
  });

  const promised = define.handlers({ GET: () => Promise.resolve({ data: { n: 1n } }) });
  define.page<typeof promised>(({ data }) => <b>{data.n}</b>);

  // @ts-expect-error the handlers return no `missing`
  define.page<typeof handlers>(({ data }) => <h1>{data.missing}</h1>);
  // @ts-expect-error the data of POST lacks `slug`
  define.handlers<{ slug: string }>({ GET: () => page({ slug: "" }), POST: () => page({}) });
});

Deno.test("define: state set by a middleware is typed in pages and layouts, async ones too", async () => {
  const app = new App<State>()
    .use(define.middleware((ctx) => {
      ctx.state.foo = "Deno";
      return ctx.next();
    }))
    .layout(
      "*",
      define.layout(async ({ Component, state }) => {
        await Promise.resolve();
        return (
          <div title={state.foo}>
            <Component />
          </div>
        );
      }),
    )
    .get("/", (ctx) => ctx.render(<h1>I like {ctx.state.foo}</h1>));
  assert.equal(await askBody(app, "/"), '<div title="Deno"><h1>I like Deno</h1></div>');
});
