import { importCatalogue, zImportCatalogue } from "../commands/catalogue/import_catalogue.ts";
import { undoImport } from "../commands/catalogue/undo_import.ts";
import { imports } from "../events/projections/catalogue/queries.ts";
import { isUuid } from "../kernel/ids.ts";
import { fileRefusalText } from "../i18n/es_pe/import.ts";
import { endpoint, handled, named, sent } from "./http/endpoint.ts";
import { requestProblem } from "./http/problem.ts";
import { IMPORT_MAX_BYTES, readUpload } from "./http/read_body.ts";
import { previewImport } from "./import_preview.ts";
import { zList } from "./schemas/fields.ts";
import { zCatalogueImport, zImported, zImportPreview, zUndone } from "./schemas/products.ts";

const tag = "Importar";
const KEPT = 200;

const list = endpoint({
  method: "get",
  path: "/imports",
  tag,
  summary: "Las últimas 200 importaciones, la más nueva primero.",
  access: ["edit_catalogue", "audit"],
  answer: {
    status: 200,
    text: "Las importaciones",
    content: named("ImportList", zList(zCatalogueImport)),
  },
  async handle({ store }) {
    return sent({ items: await imports(store.db, KEPT), nextCursor: null });
  },
});

const preview = endpoint({
  method: "post",
  path: "/import-previews",
  tag,
  summary: "Lee un Excel o CSV y dice qué cambiaría; no cambia nada. Su plan es el cuerpo de POST /imports.",
  access: ["edit_catalogue"],
  upload: true,
  idempotency: "own",
  answer: { status: 200, text: "Qué cambiaría", content: named("ImportPreview", zImportPreview) },
  refusals: ["FileUnreadable", "FileMissing"],
  async handle({ request, store, context }) {
    const read = await readUpload(request, IMPORT_MAX_BYTES);
    if ("problem" in read) return read.problem;
    const previewed = await previewImport(store.db, context.ids, read);
    return previewed.ok
      ? sent(previewed.value)
      : requestProblem("FileUnreadable", { detail: fileRefusalText(previewed.error) });
  },
});

const carryOut = endpoint({
  method: "post",
  path: "/imports",
  tag,
  summary: "Aplica el plan de una vista previa: todo o nada.",
  access: ["edit_catalogue"],
  body: { ...named("Import", zImportCatalogue), maxBytes: IMPORT_MAX_BYTES },
  idempotency: "key",
  answer: { status: 201, text: "Importado", content: named("Imported", zImported) },
  refusals: ["NothingToImport", "ProductsChanged", "ProductUnknown", "ProductExists", "CodeTaken"],
  async handle({ context, asked, body }) {
    return handled(await importCatalogue(context, asked, body), 201);
  },
});

const undo = endpoint({
  method: "delete",
  path: "/imports/{id}",
  tag,
  summary: "Deshace la última importación, si nadie cambió sus productos después.",
  access: ["edit_catalogue"],
  idempotency: "key",
  answer: { status: 200, text: "Deshecha", content: named("ImportUndone", zUndone) },
  refusals: ["ImportNotLast", "ProductsChanged", "CodeTaken", "NotFound"],
  async handle({ context, asked, params }) {
    const importId = params["id"] ?? "";
    if (!isUuid(importId)) return requestProblem("NotFound");
    return handled(await undoImport(context, asked, { importId }), 200);
  },
});

export const IMPORTS = [list, preview, carryOut, undo];
