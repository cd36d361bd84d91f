import type { Permission } from "../commands/people/permissions.ts";
import type { AnyFactDefinition } from "../events/facts/define_fact.ts";
import type { Fact } from "../events/facts/mod.ts";
import type { Projection } from "../events/projections/define_projection.ts";
import type { Centimos } from "../kernel/money.ts";
import type { TaxClass } from "../kernel/pricing.ts";
import type { Quantity, Unit } from "../kernel/quantity.ts";

/** What of the common house a trade uses. */
export type Capability = "till" | "stock" | "orders" | "appointments";

/** A product a new shop of the trade starts with. Money in céntimos, quantities in thousandths. */
export interface CatalogueSeed {
  readonly name: string;
  readonly barcode: string | null;
  readonly code: string | null;
  readonly unit: Unit;
  readonly priceCentimos: Centimos;
  readonly costCentimos: Centimos | null;
  readonly taxClass: TaxClass;
  readonly category: string | null;
  readonly minStock: Quantity | null;
  /** Null where nobody has counted it: what is not counted warns of nothing. */
  readonly openingStock: Quantity | null;
  readonly favourite: boolean;
}

type SharedType = Fact["type"];
type OwnFact<Slug extends string> = AnyFactDefinition & { readonly type: `${Slug}.${string}` };

/** A step of the first days, done when an event arrives and never by a click on "done". */
export interface OnboardingStep<Type extends string> {
  readonly id: string;
  /** What there is to do: `Sube tu lista de productos`. */
  readonly title: string;
  /** Where it is done. */
  readonly page: `/${string}`;
  /** The fact that finishes it, or several of which the first one does. */
  readonly doneWhen: Type | readonly Type[];
}

export interface NichePage<Slug extends string> {
  readonly path: `/${Slug}` | `/${Slug}/${string}`;
  /** Its heading, in the frame of the shop's pages. */
  readonly title: string;
  /** What whoever opens it must be allowed to; null where anyone may. */
  readonly permission: Permission | null;
  /** A Fresh route, loaded when first asked for. */
  readonly route: () => Promise<object>;
}

export interface NicheDeclaration<Slug extends string, Facts extends readonly OwnFact<Slug>[]> {
  readonly slug: Slug;
  readonly title: string;
  /** What a new shop is called while nobody has named it. */
  readonly shopName: string;
  readonly capabilities: readonly Capability[];
  readonly facts: Facts;
  readonly projections:
    readonly (Projection & { readonly handles: readonly (SharedType | Facts[number]["type"])[] })[];
  readonly pages: readonly NichePage<NoInfer<Slug>>[];
  readonly onboarding: readonly OnboardingStep<SharedType | Facts[number]["type"]>[];
  readonly catalog: () => Promise<readonly CatalogueSeed[]>;
}

/** A trade as the rest of the program sees it. */
export interface Niche {
  readonly slug: string;
  readonly title: string;
  readonly shopName: string;
  readonly capabilities: readonly Capability[];
  readonly facts: readonly AnyFactDefinition[];
  readonly projections: readonly Projection[];
  readonly pages: readonly NichePage<string>[];
  readonly onboarding: readonly OnboardingStep<string>[];
  readonly catalog: () => Promise<readonly CatalogueSeed[]>;
}

/**
 * The whole of a trade on one screen (design §9). The compiler refuses a page outside its slug, a fact without its
 * prefix, and a projection or an onboarding step on a fact that nobody declared.
 */
export function defineNiche<const Slug extends string, const Facts extends readonly OwnFact<Slug>[]>(
  niche: NicheDeclaration<Slug, Facts>,
): Niche {
  return niche;
}
