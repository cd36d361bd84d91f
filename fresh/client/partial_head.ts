import type * as Slots from "./slots.ts";

/** Brings the head of an answer into the page. What another page had stays, except where it is replaced. */
export function mergeHead(next: Document, { isDataStyle, pageNonce }: typeof Slots): void {
  if (next.title) document.title = next.title;
  for (const served of [...next.head.children]) {
    const element = isDataStyle(served) ? appliedStyle(served, pageNonce()) : served;
    const existing = counterpart(element);
    if (existing) {
      const keep = isSheet(element) || hasSameStyle(existing, element) || existing.isEqualNode(element);
      if (!keep) existing.replaceWith(element);
    } else if (isWanted(element)) document.head.append(element);
  }
}

function appliedStyle(served: Element, nonce: string): Element {
  const style = document.createElement("style");
  for (const { name, value } of served.attributes) if (name !== "type") style.setAttribute(name, value);
  style.nonce = nonce;
  style.textContent = served.textContent;
  return style;
}

/** The element it stands for, as `<Head>` tells them apart: key, id, name of a meta, else the same element. */
function counterpart(element: Element): Element | null {
  const by = (attribute: string) => {
    const value = element.getAttribute(attribute);
    return value === null
      ? null
      : document.head.querySelector(`${element.localName}[${attribute}="${CSS.escape(value)}"]`);
  };
  if (isSheet(element)) return by("href");
  return by("data-key") ?? by("id") ??
    (element.localName === "meta" ? by("name") ?? by("property") : null) ??
    [...document.head.children].find((child) => hasSameStyle(child, element) || child.isEqualNode(element)) ??
    null;
}

/** Two styles with the same text; their nonces need not be the same. */
function hasSameStyle(a: Element, b: Element): boolean {
  return a.localName === "style" && b.localName === "style" && a.textContent === b.textContent;
}

function isSheet(element: Element): boolean {
  return element.localName === "link" && element.getAttribute("rel") === "stylesheet";
}

/** Scripts were run by the page that had them; data scripts (`application/ld+json`) are content. */
function isWanted(element: Element): boolean {
  const type = element.getAttribute("type") ?? "";
  switch (element.localName) {
    case "title":
    case "base":
      return false;
    case "meta":
      return !element.hasAttribute("charset");
    case "link":
      return element.getAttribute("rel") !== "modulepreload";
    case "script":
      return type !== "" && !["module", "text/javascript", "importmap"].includes(type);
  }
  return true;
}
