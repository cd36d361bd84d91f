import type { CatalogueImport } from "../../../../events/projections/catalogue/queries.ts";
import { IMPORT } from "../../../../i18n/es_pe/catalogue.ts";
import { counted } from "../../../../i18n/es_pe/figures.ts";
import { formatInstant } from "../../../../kernel/time.ts";
import { Button } from "../../../../ui/Button.tsx";
import { List, ListRow } from "../../../../ui/List.tsx";

/** What was imported before, and the button that takes the newest back. */
export function Imports({ imports, cmdId }: {
  readonly imports: readonly CatalogueImport[];
  readonly cmdId: string;
}) {
  const [newest] = imports;
  if (!newest) return null;
  return (
    <section class="grid gap-3">
      <h2 class="text-20 font-semibold">Importaciones anteriores</h2>
      <List label="Importaciones anteriores">
        {imports.map((one) => (
          <ListRow
            key={one.importId}
            href={`/auditoria/evento/${one.firstPos}`}
            name={one.fileName}
            detail={formatInstant(one.importedAt)}
            figure={counted(one.products, "producto", "productos")}
            state={one.undoneAt === null ? undefined : { tone: "info", word: "deshecha" }}
          />
        ))}
      </List>
      {newest.undoneAt === null && <UndoImport importId={newest.importId} cmdId={cmdId} />}
    </section>
  );
}

export const UndoImport = ({ importId, cmdId }: { readonly importId: string; readonly cmdId: string }) => (
  <form method="post" action="/productos/importar/deshacer" class="grid gap-2">
    <input type="hidden" name="importId" value={importId} />
    <input type="hidden" name="cmdId" value={cmdId} />
    <div>
      <Button kind="secondary" icon="undo">{IMPORT.undo}</Button>
    </div>
    <p class="text-14 text-ink-soft">{IMPORT.undoHint}</p>
  </form>
);
