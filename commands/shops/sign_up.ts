import { z } from "zod";
import type { FactOf } from "../../events/facts/define_fact.ts";
import type { CatalogueImported } from "../../events/facts/catalogue.ts";
import { sha256, utf8Bytes } from "../../events/log/bytes.ts";
import { type AttemptLimit, takeAttempt } from "../../events/store/control/attempts.ts";
import { type NewStaff, owning } from "../../events/store/control/people.ts";
import { phoneSaid } from "../../events/store/control/phones_said.ts";
import {
  claimAddress,
  finishMaking,
  freeAddresses,
  wasJustMade,
} from "../../events/store/control/shop_makings.ts";
import { type Shop, shopById } from "../../events/store/control/shops.ts";
import { parseTenantId } from "../../events/store/tenant_id.ts";
import type { SubjectKeys } from "../../events/store/subject_keys.ts";
import type { TenantId } from "../../events/store/types.ts";
import { err, ok, type Result } from "../../kernel/result.ts";
import { type Instant, plusMs } from "../../kernel/time.ts";
import { importCatalogue } from "../catalogue/import_catalogue.ts";
import { fixedId } from "../fixed_id.ts";
import type { InvalidInput } from "../input/faults.ts";
import { inId, inNullable, inText } from "../input/fields.ts";
import { parseInput } from "../input/parse.ts";
import { inPhone } from "../customer/customer_input.ts";
import { type PlatformContext, systemContext, writeShop } from "./create_shop.ts";
import { isReserved, likenessOf, nearbySlugs, slugOf } from "./shop_address.ts";
import { isShopSlug } from "./shop_slug.ts";

export interface SignUpContext extends PlatformContext {
  readonly subjectKeys: SubjectKeys;
  /** Where the request came from; null where nobody knows. */
  readonly address: string | null;
  /** Who is signed in at the platform: the shop is one more of theirs. Null for a stranger, who says a phone. */
  readonly personId: string | null;
}

export const zSignUp = z.object({
  /** Made with the form: sent twice it makes one shop, cut off it is gone on with. */
  signUpId: inId,
  phone: inNullable(inPhone),
  niche: z.string({ error: "choice" }).regex(/^[a-z-]{3,40}$/, { error: "choice" }),
  name: inNullable(inText(80)),
  /** An address that was offered where the one of the name is somebody's. */
  slug: inNullable(z.string({ error: "slug" }).refine(isShopSlug, { error: "slug" })),
});
export type SignUp = z.output<typeof zSignUp>;

/** What the shop begins with, as its trade says. */
export interface Beginning {
  /** What it is called while nobody says otherwise. */
  readonly name: string;
  /** What its first person is called until they say. */
  readonly owner: string;
  readonly catalogue: FactOf<typeof CatalogueImported>["data"]["changes"];
}

export type SignUpRefusal =
  | InvalidInput
  | { readonly type: "AddressTaken"; readonly slug: string; readonly free: readonly string[] }
  | { readonly type: "SignUpTooMany"; readonly until: Instant }
  | { readonly type: "SignUpCutOff" };

export interface SignedUp {
  readonly shop: Shop;
  readonly personId: string;
}

/** A fair is one address; so is a mobile carrier's district. */
const ADDRESS_LIMIT: AttemptLimit = { tries: 30, windowMs: 3_600_000 };
const PHONE_LIMIT: AttemptLimit = { tries: 8, windowMs: 3_600_000 };
/** As long as a making may take, and as long as a shop that was just made is answered again. */
const MAKING_MS = 120_000;

/**
 * A stranger has a shop. First the address is claimed, by one statement between all who ask at once; then the ledger is
 * written; last, shop, owner and phone enter the registry together with the end of the claim. Cut off anywhere, there is no
 * shop: the claim runs out and the ledger is swept away (workers/cut_off_makings.ts), or the same form goes on with it.
 */
export async function signUp(
  context: SignUpContext,
  input: unknown,
  beginningOf: (niche: string, key: string) => Promise<Beginning | null>,
): Promise<Result<SignedUp, SignUpRefusal>> {
  const parsed = parseInput(zSignUp, input);
  if (!parsed.ok) return parsed;
  const wanted = parsed.value, beginning = await beginningOf(wanted.niche, wanted.signUpId);
  if (!beginning) return err({ type: "InvalidInput", faults: [{ field: "niche", fault: "choice" }] });
  if (context.personId === null && wanted.phone === null) {
    return err({ type: "InvalidInput", faults: [{ field: "phone", fault: "required" }] });
  }
  const until = await tooMany(context, wanted.phone);
  if (until) return err({ type: "SignUpTooMany", until });

  const salt = Number.parseInt(sha256(utf8Bytes(wanted.signUpId)).toHex().slice(0, 8), 16);
  for (const slug of wishedSlugs(wanted, salt)) {
    const shop = {
      id: tenantOf(wanted, slug),
      slug,
      name: wanted.name ?? beginning.name,
      niche: wanted.niche,
    };
    const now = context.clock.now();
    if (await wasJustMade(context.control, shop.id, plusMs(now, -MAKING_MS))) {
      return ok(signedUp(context, shop));
    }
    if (isReserved(slug)) continue;
    const making = { tenant: shop.id, slug, until: plusMs(now, MAKING_MS) };
    if (await claimAddress(context.control, making, now)) return await make(context, shop, wanted, beginning);
  }
  const slug = wanted.slug ?? slugOf(wanted.name ?? "");
  return err({ type: "AddressTaken", slug, free: await offered(context, slug, wanted.niche, salt) });
}

async function tooMany({ control, clock, address, personId }: SignUpContext, phone: string | null) {
  const now = clock.now();
  const who = personId ?? (phone === null ? "" : await control.personal.lookup("phone", phone));
  return (address === null ? null : await takeAttempt(control, `sign_up/${address}`, ADDRESS_LIMIT, now)) ??
    await takeAttempt(control, `sign_up/by/${who}`, PHONE_LIMIT, now);
}

/** The one that was asked for, or where no name was said, any that is free: nobody has to think of one. */
function wishedSlugs({ slug, name, niche }: SignUp, salt: number): string[] {
  const wished = slug ?? slugOf(name ?? "");
  return wished !== ""
    ? [wished]
    : Array.from({ length: 8 }, (_, i) => `${niche}-${1000 + (salt + i * 7919) % 9000}`);
}

/** Of this sign-up and this address alone: what another one wrote before it was cut off is never gone on with. */
const tenantOf = ({ signUpId, niche }: SignUp, slug: string): TenantId =>
  parseTenantId(`${niche}-${sha256(utf8Bytes(`${signUpId} ${slug}`)).toHex().slice(0, 24)}`)!;

const signedUp = ({ personId }: SignUpContext, shop: Shop): SignedUp => ({
  shop,
  personId: personId ?? fixedId(`${shop.id}/owner`),
});

async function make(
  context: SignUpContext,
  shop: Shop,
  { phone }: SignUp,
  { owner, catalogue }: Beginning,
): Promise<Result<SignedUp, SignUpRefusal>> {
  const { control, tenants } = context, done = signedUp(context, shop), { personId } = done;
  const system = systemContext(context, await tenants.create(shop.id));
  const written = await writeShop({ ...system, actor: { kind: "person", id: personId } }, shop.id, {
    ...shop,
    address: null,
    ruc: null,
    registers: ["Caja 1"],
  });
  const stocked = written.ok && await importCatalogue(system, { id: fixedId(`${shop.id}/catalogue`) }, {
    importId: fixedId(`${shop.id}/import`),
    fileName: "Catálogo del rubro",
    fileSha256: "0".repeat(64),
    changes: catalogue,
  });
  if (!stocked || !stocked.ok) return err({ type: "SignUpCutOff" });
  const isTheirs = phone === null || context.personId !== null
    ? await finishMaking(control, shop, [], [owning(shop.id, personId)], context.clock.now())
    : await finishWithStranger(context, done, owner, phone);
  // Sent twice at once, the other one may have finished it; otherwise the claim had run out.
  return isTheirs || await shopById(control, shop.id) ? ok(done) : err({ type: "SignUpCutOff" });
}

async function finishWithStranger(
  { control, subjectKeys, clock }: SignUpContext,
  { shop, personId }: SignedUp,
  name: string,
  phone: string,
): Promise<boolean> {
  await subjectKeys.create("platform", personId);
  const sealed = await subjectKeys.seal("platform", personId, "phone", phone);
  const person: NewStaff = {
    personId,
    name,
    role: "owner",
    email: null,
    phone: null, // whoever says a phone may enter by it once they have shown that it is theirs
    passwordHash: null,
    pin: null,
  };
  const now = clock.now(),
    said = phoneSaid(personId, sealed, await control.personal.lookup("phone", phone), now);
  return await finishMaking(control, shop, [person], [said], now);
}

/** Three addresses near the wished one that are free now. */
async function offered({ control, clock }: SignUpContext, slug: string, niche: string, salt: number) {
  const near = nearbySlugs(slug, niche, salt).map((slug) => ({ slug, likeness: likenessOf(slug) }));
  return (await freeAddresses(control, near, clock.now())).slice(0, 3);
}
