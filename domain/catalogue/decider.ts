import type { CatalogueFact, Product, ProductChange } from "../../events/facts/catalogue.ts";
import type { Decider } from "../../kernel/decider.ts";
import { quantity } from "../../kernel/quantity.ts";
import { err, ok, type Result, unreachable } from "../../kernel/result.ts";
import {
  type CatalogueState,
  type CodeClash,
  codeClash,
  EMPTY_CATALOGUE,
  sameProduct,
  withProducts,
} from "./codes.ts";
import { splitChanges } from "./import_parts.ts";

export type CatalogueCommand =
  | { readonly type: "AddProduct"; readonly product: Product }
  /** `before` is what the person saw: if the product is another by now, they decide again. */
  | { readonly type: "ReviseProduct"; readonly before: Product; readonly after: Product }
  | { readonly type: "RetireProduct"; readonly productId: string }
  | { readonly type: "RestoreProduct"; readonly productId: string }
  | {
    readonly type: "ImportCatalogue";
    readonly importId: string;
    readonly fileName: string;
    readonly fileSha256: string;
    readonly changes: readonly ProductChange[];
  }
  | { readonly type: "UndoImport"; readonly importId: string };

export type CatalogueRefusal =
  | { readonly type: "ProductUnknown"; readonly productIds: readonly string[] }
  | { readonly type: "ProductExists"; readonly productId: string }
  | ({ readonly type: "CodeTaken"; readonly otherName: string } & CodeClash)
  /** Someone changed these since they were read; nothing was written. */
  | {
    readonly type: "ProductsChanged";
    readonly products: readonly { readonly productId: string; readonly name: string }[];
  }
  | { readonly type: "NothingToImport" }
  | { readonly type: "ImportNotLast"; readonly lastImportId: string | null };

type Decision = Result<readonly CatalogueFact[], CatalogueRefusal>;
type CommandOf<Type> = Extract<CatalogueCommand, { type: Type }>;

function decide(command: CatalogueCommand, state: CatalogueState): Decision {
  switch (command.type) {
    case "AddProduct":
      return add(command, state);
    case "ReviseProduct":
      return revise(command.before, command.after, state);
    case "RetireProduct":
      return setActive(command.productId, false, state);
    case "RestoreProduct":
      return setActive(command.productId, true, state);
    case "ImportCatalogue":
      return importFile(command, state);
    case "UndoImport":
      return undo(command, state);
    default:
      return unreachable(command);
  }
}

function add({ product }: CommandOf<"AddProduct">, state: CatalogueState): Decision {
  if (state.products.has(product.productId)) {
    return err({ type: "ProductExists", productId: product.productId });
  }
  return clashOf(state, [product]) ?? ok([{ type: "ProductAdded", data: { product } }]);
}

function revise(before: Product, after: Product, state: CatalogueState): Decision {
  const current = state.products.get(before.productId);
  if (!current) return err({ type: "ProductUnknown", productIds: [before.productId] });
  if (!sameProduct(current, before)) return err({ type: "ProductsChanged", products: [named(current)] });
  if (sameProduct(before, after)) return ok([]);
  return clashOf(state, [after]) ?? ok([{ type: "ProductRevised", data: { before, after } }]);
}

/** Retired, never deleted: old sales name it for ever, and a panetón comes back each December. */
function setActive(productId: string, active: boolean, state: CatalogueState): Decision {
  const current = state.products.get(productId);
  if (!current) return err({ type: "ProductUnknown", productIds: [productId] });
  return revise(current, { ...current, active }, state);
}

/** All or nothing. The preview decided against `before`; what changed since is named and the file is looked at again. */
function importFile(command: CommandOf<"ImportCatalogue">, state: CatalogueState): Decision {
  const { changes } = command;
  if (changes.length === 0) return err({ type: "NothingToImport" });
  const stale = staleOf(
    changes.map(({ before, after }) => ({ seen: before, productId: after.productId })),
    state,
  );
  if (stale) return stale;
  return clashOf(state, changes.map((change) => change.after)) ?? ok(
    parts(changes).map(({ changes, part, parts }) => ({
      type: "CatalogueImported",
      data: {
        importId: command.importId,
        part,
        parts,
        fileName: command.fileName,
        fileSha256: command.fileSha256,
        changes,
      },
    })),
  );
}

/** Only the newest import, and only while its products stand as it left them. Sales since stay: stock goes back by the difference. */
function undo({ importId }: CommandOf<"UndoImport">, state: CatalogueState): Decision {
  if (state.lastImport?.importId !== importId) {
    return err({ type: "ImportNotLast", lastImportId: state.lastImport?.importId ?? null });
  }
  const { changes } = state.lastImport;
  const stale = staleOf(changes.map(({ after }) => ({ seen: after, productId: after.productId })), state);
  if (stale) return stale;
  const reversed = changes.map(({ before, after, openingStock }): ProductChange => ({
    before: after,
    after: before ?? { ...after, active: false },
    openingStock: openingStock === null ? null : quantity(-openingStock),
  }));
  return clashOf(state, reversed.map((change) => change.after)) ?? ok(
    parts(reversed).map(({ changes, part, parts }) => ({
      type: "CatalogueImportUndone",
      data: { importId, part, parts, changes },
    })),
  );
}

function parts(changes: readonly ProductChange[]) {
  const split = splitChanges(changes);
  return split.map((changes, i) => ({ changes, part: i + 1, parts: split.length }));
}

function staleOf(
  seen: readonly { readonly seen: Product | null; readonly productId: string }[],
  state: CatalogueState,
): Decision | null {
  const stale = seen.flatMap(({ seen, productId }) => {
    const current = state.products.get(productId);
    if (seen === null ? current === undefined : current !== undefined && sameProduct(current, seen)) {
      return [];
    }
    return [{ productId, name: (current ?? seen)!.name }];
  });
  return stale.length > 0 ? err({ type: "ProductsChanged", products: stale }) : null;
}

function clashOf(state: CatalogueState, after: readonly Product[]): Decision | null {
  const clash = codeClash(state, after);
  if (!clash) return null;
  const other = after.find((product) => product.productId === clash.otherProductId) ??
    state.products.get(clash.otherProductId);
  return err({ type: "CodeTaken", ...clash, otherName: other?.name ?? "" });
}

const named = ({ productId, name }: Product) => ({ productId, name });

function evolve(state: CatalogueState, event: CatalogueFact): CatalogueState {
  switch (event.type) {
    case "ProductAdded":
      return withProducts(state, [event.data.product]);
    case "ProductRevised":
      return withProducts(state, [event.data.after]);
    case "CatalogueImported": {
      const { importId, changes } = event.data;
      const earlier = state.lastImport?.importId === importId ? state.lastImport.changes : [];
      return {
        ...withProducts(state, changes.map((change) => change.after)),
        lastImport: { importId, changes: [...earlier, ...changes] },
      };
    }
    case "CatalogueImportUndone":
      return { ...withProducts(state, event.data.changes.map((change) => change.after)), lastImport: null };
    default:
      return unreachable(event);
  }
}

export const catalogueDecider: Decider<CatalogueCommand, CatalogueState, CatalogueFact, CatalogueRefusal> = {
  initial: EMPTY_CATALOGUE,
  decide,
  evolve,
};
