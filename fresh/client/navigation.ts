import { STATE_ID } from "./names.ts";

/** What a link or a form of the page asks the browser for. */

/** The nearest `f-client-nav` decides; without one the browser navigates. */
export function isEnabled(element: Element): boolean {
  const setting = element.closest("[f-client-nav]")?.getAttribute("f-client-nav");
  return setting !== undefined && setting !== "false";
}

/** A link to another page of this site, in this tab. */
export function isOwnLink(link: HTMLAnchorElement): boolean {
  if (link.origin !== location.origin || link.hasAttribute("download")) return false;
  if (link.target && link.target !== "_self") return false;
  return !link.hash || link.pathname !== location.pathname || link.search !== location.search;
}

/** The build that a document was rendered by; undefined where it has no islands. */
export function buildOf(doc: Document): string | undefined {
  return doc.getElementById(STATE_ID)?.dataset.build;
}

export interface FormRequest {
  readonly url: URL;
  readonly source: URL;
  readonly init?: RequestInit;
}

/**
 * The request of a form as the browser would make it; what the submitter says comes first. Null where
 * it is left to the browser: without `action` or `f-partial`, to another site, or into another tab.
 */
export function requestOf(form: HTMLFormElement, submitter: HTMLElement | null): FormRequest | null {
  const setting = (ofSubmitter: string, ofForm: string) =>
    submitter?.getAttribute(ofSubmitter) ?? form.getAttribute(ofForm);
  const partial = setting("f-partial", "f-partial");
  const action = setting("formaction", "action");
  const method = (setting("formmethod", "method") || "get").toLowerCase();
  const target = setting("formtarget", "target") || "_self";
  if ((partial === null && action === null) || !["get", "post"].includes(method) || target !== "_self") {
    return null;
  }

  const url = new URL(action || location.href, location.href);
  const source = new URL(partial ?? url, location.href);
  if (url.origin !== location.origin || source.origin !== location.origin) return null;

  const data = new FormData(form, submitter);
  if (method === "post") {
    const multipart = setting("formenctype", "enctype") === "multipart/form-data";
    return { url, source, init: { method, body: multipart ? data : asParams(data) } };
  }
  const fields = asParams(data);
  url.search = fields.toString();
  if (partial === null) source.search = url.search;
  else fields.forEach((value, name) => source.searchParams.append(name, value));
  return { url, source };
}

/** As a browser sends a form that is not multipart: of a file only its name. */
function asParams(data: FormData): URLSearchParams {
  const params = new URLSearchParams();
  data.forEach((value, name) => params.append(name, typeof value === "string" ? value : value.name));
  return params;
}
