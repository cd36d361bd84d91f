import { STYLE_TYPE } from "./names.ts";

/** A style of an answer, which is not one yet (`STYLE_TYPE` says why). */
export function isDataStyle(element: Element): boolean {
  return element.localName === "script" && element.getAttribute("type") === STYLE_TYPE;
}

/** The nonce under which this document may have styles. */
export function pageNonce(): string {
  return document.querySelector<HTMLElement>("script[nonce]")?.nonce ?? "";
}

/** A whole answer with its styles as elements again. */
export function withStyles(html: string): string {
  const nonce = pageNonce();
  return html.replace(
    new RegExp(`<script type="${STYLE_TYPE}"([^>]*)>(.*?)</script>`, "gs"),
    (_, attributes: string, text: string) =>
      `<style${attributes.replace(/ nonce="[^"]*"/, "")}${nonce && ` nonce="${nonce}"`}>${text}</style>`,
  );
}
