import { HttpError } from "fresh";
import { positionOf, proveEvent } from "../../../../commands/ledger/prove_event.ts";
import { proofRefusalText } from "../../../../i18n/es_pe/ledger.ts";
import { defineShop } from "../../../(_shared)/define.ts";
import { keyOf, positionIn, sourceOf } from "../(_parts)/ledger_of.ts";

/** A C2SP tlog-proof: of a position, of an event by its id, or of a sale by its own. */
export const handler = defineShop.handlers({
  async GET({ state, params }) {
    const source = sourceOf(state), which = params["which"] ?? "";
    const pos = positionIn(which) ?? await positionOf(source, { event: which }) ??
      await positionOf(source, { sale: which });
    if (pos === null) throw new HttpError(404);
    const proof = await proveEvent(source, (await keyOf(state)).key, pos);
    if (!proof.ok) {
      if (proof.error.type === "EventUnknown") throw new HttpError(404);
      return new Response(proofRefusalText(proof.error), { status: 409 });
    }
    return new Response(proof.value.text, {
      headers: {
        "content-type": "text/plain; charset=utf-8",
        "content-disposition": `attachment; filename="${state.shop.slug}-${pos}.tlog-proof"`,
      },
    });
  },
});
