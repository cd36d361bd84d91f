/** What of the worker's global scope is used: TypeScript's own types of it cannot stand beside those of a page. */
export interface WorkerScope {
  readonly location: Pick<Location, "origin">;
  readonly caches: CacheStorage;
  readonly clients: { claim(): Promise<void> };
  fetch(request: RequestInfo | URL, init?: RequestInit): Promise<Response>;
  skipWaiting(): Promise<void>;
  addEventListener(type: "install" | "activate", listener: (event: WorkerEvent) => void): void;
  addEventListener(
    type: "message",
    listener: (event: WorkerEvent & { readonly data: unknown }) => void,
  ): void;
  addEventListener(type: "fetch", listener: (event: WorkerFetch) => void): void;
}
interface WorkerEvent {
  waitUntil(work: Promise<unknown>): void;
}
interface WorkerFetch extends WorkerEvent {
  readonly request: Request;
  respondWith(response: Promise<Response>): void;
}

/**
 * The service worker of a shop, whole: the route `/sw.js` sends the text of this function, so it stands on nothing outside
 * itself. The till opens from the shell kept here and asks nobody; hashed files come from the cache; an owner's page comes
 * from the server, or after three seconds as it last was. Sync, forms and signing in never pass through here.
 *
 * `isDev`: the network is always asked first, so that nobody who develops looks at yesterday's program.
 */
export function serviceWorker(scope: WorkerScope, build: string, isDev: boolean): void {
  const SHELL = "/caja/cascara", ASSETS = `caja-${build}`, PAGES = "paginas";
  /** In {@link PAGES}: somebody signed in or out, so the till's page is asked for once before the shell speaks for it. */
  const IN_DOUBT = "/en-duda";
  const KEPT_AT = "x-kept-at", PAGES_MAX = 40, PATIENCE_MS = 3000;
  /** Pages that a copy is kept of. Not those about people: who owes what and who works here stays on the server. */
  const ROOMS = /^\/(?:hoy|ventas|productos|inventario|equipos|auditoria|caja)(?:\/|$)/;
  const SIGNING = /^\/(?:ingresar|salir|entrar)(?:\/|$)/;

  scope.addEventListener("install", (event) => event.waitUntil(install()));
  scope.addEventListener("activate", (event) => event.waitUntil(activate()));
  scope.addEventListener("message", (event) => {
    if (event.data === "apply") event.waitUntil(scope.skipWaiting());
    if (event.data === "forget") event.waitUntil(forgetPages());
  });
  scope.addEventListener("fetch", (event) => {
    const { request } = event, { origin, pathname, searchParams } = new URL(request.url);
    if (origin !== scope.location.origin) return;
    // Looked at and let through: what one person saw must not be there for the next.
    if (SIGNING.test(pathname)) return event.waitUntil(forgetPages());
    if (request.method !== "GET") return;
    if (pathname.startsWith("/_fresh/")) return event.respondWith(asset(request));
    if (request.mode !== "navigate" || !ROOMS.test(pathname)) return;
    event.respondWith(pathname === "/caja" ? till(request, searchParams.has("red")) : page(event));
  });

  /** All or nothing: a cache with a shell in it has every file that the shell will ask for. */
  async function install(): Promise<void> {
    const cache = await scope.caches.open(ASSETS);
    const shell = await loaded(SHELL);
    const waiting = filesOfPage(await shell.clone().text()), seen = new Set<string>();
    for (let path = waiting.pop(); path !== undefined; path = waiting.pop()) {
      if (seen.has(path)) continue;
      seen.add(path);
      const file = await loaded(path);
      if (path.endsWith(".js")) waiting.push(...filesOfScript(path, await file.clone().text()));
      await cache.put(path, file);
    }
    await cache.put(SHELL, shell);
    if (isDev) await scope.skipWaiting();
  }

  async function loaded(path: string): Promise<Response> {
    const response = await scope.fetch(path, { cache: "no-cache", credentials: "omit" });
    if (!response.ok || response.redirected) throw new Error(`${path}: ${response.status}`);
    return response;
  }

  function filesOfPage(html: string): string[] {
    return [...html.matchAll(/\b(?:href|src)="(\/(?:_fresh\/|favicon\.svg)[^"]*)"/g)].map(([, path]) =>
      path!
    );
  }

  /** What it imports at once and what it may import later. */
  function filesOfScript(path: string, script: string): string[] {
    return [...script.matchAll(/["'](\.\/[\w.-]+\.js)["']/g)]
      .map(([, relative]) => new URL(relative!, scope.location.origin + path).pathname);
  }

  /** The build before this one stays: a window that runs it may still ask for a part. */
  async function activate(): Promise<void> {
    const builds = (await scope.caches.keys()).filter((name) => name.startsWith("caja-") && name !== ASSETS);
    await Promise.all(builds.slice(0, -1).map((name) => scope.caches.delete(name)));
    await scope.clients.claim();
  }

  async function asset(request: Request): Promise<Response> {
    const kept = await scope.caches.match(request, { ignoreVary: true });
    if (!isDev) return kept ?? await scope.fetch(request);
    return await scope.fetch(request).catch((error) => {
      if (kept) return kept;
      throw error;
    });
  }

  /** `/caja?red` asks for the server's own page: this device keeps no till yet, or an old program must go. */
  async function till(request: Request, isAsked: boolean): Promise<Response> {
    const shell = await (await scope.caches.open(ASSETS)).match(SHELL, { ignoreVary: true });
    const pages = await scope.caches.open(PAGES);
    if (shell && !isDev && !isAsked && !await pages.match(IN_DOUBT)) return shell;
    const answer = await inTime(scope.fetch(request), isDev ? null : PATIENCE_MS);
    if (answer?.ok) await pages.delete(IN_DOUBT);
    return answer ?? shell ?? await offline();
  }

  async function page(event: WorkerFetch): Promise<Response> {
    const { request } = event, pages = await scope.caches.open(PAGES);
    const fresh = scope.fetch(request).then((answer) => {
      const isPage = answer.ok && answer.headers.get("content-type")?.startsWith("text/html");
      if (isPage) event.waitUntil(keep(pages, request.url, answer.clone()));
      return answer;
    });
    const kept = await pages.match(request.url, { ignoreVary: true });
    return await inTime(fresh, kept ? PATIENCE_MS : null) ?? (kept ? await labelled(kept) : await offline());
  }

  /** Null where no answer came in time, or none at all. */
  function inTime(
    answer: Promise<Response>,
    patience: number | null = PATIENCE_MS,
  ): Promise<Response | null> {
    const heard = answer.catch(() => null);
    if (patience === null) return heard;
    return Promise.race([heard, new Promise<null>((done) => setTimeout(() => done(null), patience))]);
  }

  async function keep(pages: Cache, url: string, answer: Response): Promise<void> {
    const headers = new Headers(answer.headers);
    headers.set(KEPT_AT, String(Date.now()));
    await pages.put(url, new Response(await answer.blob(), { headers }));
    const kept = await pages.keys();
    await Promise.all(kept.slice(0, -PAGES_MAX).map((oldest) => pages.delete(oldest)));
  }

  async function labelled(kept: Response): Promise<Response> {
    const at = Number(kept.headers.get(KEPT_AT));
    const isToday = Date.now() - at < 12 * 3_600_000;
    const when = new Intl.DateTimeFormat("es-PE", {
      timeZone: "America/Lima",
      hour: "numeric",
      minute: "2-digit",
      ...!isToday && { day: "numeric", month: "short" },
    }).format(at);
    const label =
      `<p role="status" class="px-4 py-2 bg-aji-mist text-on-aji font-semibold">Sin conexión · datos de las ${when}</p>`;
    const html = (await kept.text()).replace(/<main\b/, `${label}$&`);
    const headers = new Headers(kept.headers);
    headers.delete("content-length");
    return new Response(html, { headers });
  }

  async function offline(): Promise<Response> {
    const shell = await (await scope.caches.match(SHELL, { ignoreVary: true }))?.text() ?? "";
    const styles = (shell.match(/<link rel="stylesheet"[^>]*>/g) ?? []).join("");
    const html = `<!doctype html><html lang="es-PE"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1"><title>Sin conexión</title>${styles}</head>
<body><header class="bg-toldo text-on-strong"><p class="mx-auto max-w-page px-4 min-h-row flex items-center text-20 font-extrabold">Caserito</p></header>
<main class="mx-auto max-w-form grid gap-4 p-4"><h1 class="text-28 font-extrabold">Sin conexión</h1>
<p>Esta página todavía no está guardada en este equipo. Vuelve a abrirla cuando haya internet.</p>
<p><a href="/caja" class="tap inline-flex items-center font-semibold text-toldo">Ir a la caja</a></p></main></body></html>`;
    return new Response(html, { status: 503, headers: { "content-type": "text/html; charset=utf-8" } });
  }

  async function forgetPages(): Promise<void> {
    await scope.caches.delete(PAGES);
    await (await scope.caches.open(PAGES)).put(IN_DOUBT, new Response());
  }
}
