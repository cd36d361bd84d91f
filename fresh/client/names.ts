/** Names that the server writes and the browser reads. */

/** Id of the script that holds the state of a page (`client/page.ts` has its form). */
export const STATE_ID = "__FRSH_STATE";

/** Which parts of the client a page needs: bits of the first number of the state. */
export const SLOTS = 1;
export const VALUES = 2;
export const SIGNALS = 4;
export const PARTIALS = 8;

/** Attribute with the key of an element below a partial. */
export const KEY_ATTRIBUTE = "data-frsh-key";

/**
 * Type of the data scripts that stand for `<style>` in the answer to a partial request. A style element
 * would be checked, when it is parsed, against the page's Content-Security-Policy with another nonce.
 */
export const STYLE_TYPE = "text/f-style";
