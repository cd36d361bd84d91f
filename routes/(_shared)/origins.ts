import type { Environment } from "../../config.ts";
import type { Shop } from "../../events/store/control/shops.ts";

type Where = Pick<Environment, "CASERITO_ENV" | "CASERITO_BASE_DOMAIN">;
const scheme = ({ CASERITO_ENV }: Where) => CASERITO_ENV === "production" ? "https" : "http";

/** `https://caserito.pe` */
export const platformOrigin = (environment: Where): string =>
  `${scheme(environment)}://${environment.CASERITO_BASE_DOMAIN}`;

/** `https://bodega-lucha.caserito.pe` */
export const shopOrigin = (environment: Where, { slug }: Pick<Shop, "slug">): string =>
  `${scheme(environment)}://${slug}.${environment.CASERITO_BASE_DOMAIN}`;

/** A path of the same origin and nothing else, whatever a link says (open redirect). */
export function ownPath(wished: string | null, otherwise = "/"): string {
  return wished !== null && /^\/(?![/\\])[\x21-\x7e]*$/.test(wished) ? wished : otherwise;
}
