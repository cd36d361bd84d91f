/**
 * Client navigation: links, forms and the history change partials instead of the document.
 *
 * What it has in common with `slots.ts` comes through that module, and Preact is imported, although not used,
 * for the core: so that nothing they share becomes a file, hence a request, of its own.
 */
import "preact";
import { linkAttributes, matchLink } from "../render/links.ts";
import { buildOf, isEnabled, isOwnLink, requestOf } from "./navigation.ts";
import type { loadPage, Page, stateOf } from "./page.ts";
import { mergeHead } from "./partial_head.ts";
import type { PartialRoot } from "./partial_root.ts";
import type * as Slots from "./slots.ts";

/** Handed over by the core (`page.ts` says why). */
export interface Client {
  readonly slots: typeof Slots;
  readonly stateOf: typeof stateOf;
  readonly loadPage: typeof loadPage;
}

/** Of a history entry that we may act on; other scripts have entries of their own. */
interface HistoryState {
  readonly fClientNav: true;
  readonly x: number;
  readonly y: number;
}

/** What the user asked for. */
interface Visit {
  /** For the address bar; null where the address stays. */
  readonly url: URL | null;
  /** Where the partials come from. */
  readonly source: URL;
  readonly init?: RequestInit;
  /** Lets the browser do it by its own means; undefined for what must not be sent twice. */
  readonly native?: () => void;
}

interface FoundPartial {
  readonly root: PartialRoot;
  readonly start: Comment;
  readonly mode: string;
}

let client: Client;
/** Of the visit under way; a newer one ends it. */
let running: AbortController | undefined;

export function start(given: Client): void {
  client = given;
  if (!history.state) rememberScroll();
  addEventListener("scrollend", () => ownState() && rememberScroll());
  addEventListener("popstate", onPopState);
  addEventListener("click", onClick);
  addEventListener("submit", onSubmit);
}

function onClick(event: MouseEvent): void {
  const { button, ctrlKey, metaKey, altKey, shiftKey } = event;
  const element = event.target instanceof Element && event.target.closest("a,button");
  if (
    event.defaultPrevented || button || ctrlKey || metaKey || altKey || shiftKey || !element ||
    !isEnabled(element)
  ) {
    return;
  }
  const partial = element.getAttribute("f-partial");
  if (element instanceof HTMLAnchorElement) {
    if (!isOwnLink(element)) return;
    event.preventDefault();
    const url = new URL(element.href);
    visit({ url, source: new URL(partial ?? url, location.href), native: () => location.assign(url) });
  } else if (
    partial !== null && element instanceof HTMLButtonElement && !(element.type === "submit" && element.form)
  ) {
    event.preventDefault();
    visit({ url: null, source: new URL(partial, location.href) });
  }
}

function onSubmit(event: SubmitEvent): void {
  const form = event.target as HTMLFormElement;
  const { submitter } = event;
  if (event.defaultPrevented || !isEnabled(form) || (submitter && !isEnabled(submitter))) return;
  const request = requestOf(form, submitter);
  if (!request) return;
  event.preventDefault();
  visit(request.init ? request : { ...request, native: () => location.assign(request.url) });
}

function onPopState(): void {
  const state = ownState();
  if (!state) return;
  const root = document.querySelector("[f-client-nav]");
  const native = () => location.reload();
  if (root && isEnabled(root)) visit({ url: null, source: new URL(location.href), native }, state);
  else native();
}

async function visit(asked: Visit, backTo?: HistoryState): Promise<void> {
  running?.abort();
  const { signal } = running = new AbortController();
  if (!backTo && ownState()) rememberScroll();
  try {
    asked.source.searchParams.set("fresh-partial", "true");
    const response = await fetch(asked.source, { ...asked.init, signal, headers: { accept: "text/html" } });
    const html = await response.text();
    const next = new DOMParser().parseFromString(html, "text/html");
    const found = isHtml(response) && !isOtherBuild(next) ? findPartials(next) : [];
    if (found.length === 0) return leave(asked, response, next, html);

    const page = await client.loadPage(next, client.stateOf(next) ?? [0, [], [], []]);
    if (signal.aborted) return;
    const url = asked.url && response.redirected ? withoutMark(response.url) : asked.url;
    await withTransition(async () => {
      const moved = url !== null && url.href !== location.href;
      if (moved) history.pushState(scrolled(0, 0), "", url);
      await show(page, found);
      if (backTo) scrollTo({ left: backTo.x, top: backTo.y, behavior: "instant" });
      else if (moved || (url && !asked.init)) scrollToTarget(url.hash);
    });
  } catch (error) {
    if (signal.aborted) return;
    asked.native?.();
    throw error;
  }
}

async function show(page: Page, found: readonly FoundPartial[]): Promise<void> {
  const { endOf, readBetween } = client.slots;
  mergeHead(page.document, client.slots);
  await Promise.all(
    found.map(({ root, start, mode }) => root.show(readBetween(page, start, endOf(start)), mode)),
  );
  markLinks();
}

/** Where the answer changes nothing that is on screen, another document is shown. */
function leave({ url, native }: Visit, response: Response, next: Document, html: string): void {
  if (response.redirected) location.assign(withoutMark(response.url));
  else if (native) native();
  else if (isOtherBuild(next)) location.assign(url ?? location.href);
  else if (isHtml(response)) {
    // The answer to a form, e.g. an error page: it must not be asked for twice.
    document.open();
    document.write(client.slots.withStyles(html));
    document.close();
  } else throw new Error(`${response.url} did not answer with HTML.`);
}

/** Partials of the answer that are on screen; of nested ones the outermost. */
function findPartials(next: Document): FoundPartial[] {
  const found: FoundPartial[] = [];
  const comments = next.createTreeWalker(next.body, NodeFilter.SHOW_COMMENT);
  while (comments.nextNode()) {
    const start = comments.currentNode as Comment;
    const [mark, kind, name, mode] = start.data.split(":");
    const root = mark === "f" && kind === "p"
      ? client.slots.activePartials.get(decodeURIComponent(name!))
      : null;
    if (!root) continue;
    found.push({ root, start, mode: mode! });
    comments.currentNode = client.slots.endOf(start) ?? start;
  }
  return found;
}

function isHtml(response: Response): boolean {
  return (response.headers.get("content-type") ?? "").startsWith("text/html");
}

/** Islands of another build would bring a Preact of their own. */
function isOtherBuild(next: Document): boolean {
  const build = buildOf(next);
  return build !== undefined && build !== buildOf(document);
}

/** The address of a redirect's end, without the mark of our request. */
function withoutMark(href: string): URL {
  const url = new URL(href);
  url.searchParams.delete("fresh-partial");
  return url;
}

async function withTransition(change: () => Promise<void>): Promise<void> {
  const setting = document.querySelector("[f-view-transition]")?.getAttribute("f-view-transition");
  if (setting && setting !== "false" && document.startViewTransition) {
    await document.startViewTransition(change).updateCallbackDone;
  } else await change();
}

function markLinks(): void {
  for (const link of document.links) {
    if (link.origin !== location.origin) continue;
    const attributes: Record<string, string> = linkAttributes(matchLink(location.pathname, link.pathname)) ??
      {};
    for (const name of ["data-current", "data-ancestor", "aria-current"]) {
      if (attributes[name]) link.setAttribute(name, attributes[name]);
      else if (link.hasAttribute(name)) link.removeAttribute(name);
    }
  }
}

function scrollToTarget(hash: string): void {
  const target = hash && document.getElementById(decodeURIComponent(hash.slice(1)));
  if (target) target.scrollIntoView();
  else scrollTo({ left: 0, top: 0, behavior: "instant" });
}

function ownState(): HistoryState | null {
  return history.state?.fClientNav ? history.state : null;
}

function rememberScroll(): void {
  history.replaceState(scrolled(scrollX, scrollY), "");
}

function scrolled(x: number, y: number): HistoryState {
  return { fClientNav: true, x, y };
}
