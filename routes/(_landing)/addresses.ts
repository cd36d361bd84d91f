import type { State } from "../(_shared)/define.ts";
import { platformOrigin } from "../(_shared)/origins.ts";

/** Where the landing and its pages are found from outside. */
export interface LandingAddresses {
  /** Of the platform, as the world knows it. */
  readonly origin: string;
  readonly canonical: string;
  /** The demo shop anyone may look at; null where there is none. */
  readonly demo: string | null;
}

export function landingAddresses(state: State, path: string): LandingAddresses {
  const { environment } = state.services, origin = platformOrigin(environment);
  const demo = environment.CASERITO_ENV === "development"
    ? `http://minimarket-lucha.${environment.CASERITO_BASE_DOMAIN}/ingresar`
    : environment.CASERITO_DEMO_URL ?? null;
  return { origin, canonical: origin + path, demo };
}
