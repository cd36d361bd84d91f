import type { FilePreview } from "../../../../commands/catalogue/import/preview_import.ts";
import { IMPORT_FIELDS, type ImportField } from "../../../../commands/catalogue/import/types.ts";
import { CONFIDENCE_TEXTS, IMPORT } from "../../../../i18n/es_pe/catalogue.ts";
import { FIELD_NAMES } from "../../../../i18n/es_pe/import.ts";
import { Button } from "../../../../ui/Button.tsx";
import { Select } from "../../../../ui/Field.tsx";

const SAMPLES = 2, CELL_MAX = 24;

/** Which column is what, as it was guessed, to be corrected and read again. */
export function Columns({ preview }: { readonly preview: FilePreview }) {
  const { table: { headers, rows }, mapping, guesses } = preview;
  const choices = [
    { value: "", label: IMPORT.notInFile },
    ...headers.map((header, column) => ({ value: String(column), label: header || `Columna ${column + 1}` })),
  ];
  const hintOf = (field: ImportField): string | undefined => {
    const column = mapping[field];
    if (column === undefined) return undefined;
    const guess = guesses.find((guess) => guess.field === field && guess.column === column);
    const samples = rows.map(({ cells }) => cells[column]!).filter(Boolean).slice(0, SAMPLES)
      .map((cell) => cell.length > CELL_MAX ? `${cell.slice(0, CELL_MAX)}…` : cell);
    return [samples.join(", "), guess && guess.confidence !== "sure" && CONFIDENCE_TEXTS[guess.confidence]]
      .filter(Boolean).join(". ");
  };
  const unsure = guesses.some(({ confidence }) => confidence !== "sure") || preview.plan === null;
  return (
    <details class="disclosure rounded border bg-paper px-4" open={unsure}>
      <summary class="tap flex items-center font-semibold">{IMPORT.columns}</summary>
      <form method="get" class="grid gap-4 pb-4">
        <div class="grid grid-cols-cards gap-4 items-start">
          {IMPORT_FIELDS.map((field) => (
            <Select
              key={field}
              name={field}
              label={capital(FIELD_NAMES[field])}
              value={String(mapping[field] ?? "")}
              choices={choices}
              hint={hintOf(field)}
            />
          ))}
        </div>
        <div>
          <Button kind="secondary">{IMPORT.columnsAgain}</Button>
        </div>
      </form>
    </details>
  );
}

const capital = (text: string): string =>
  text.startsWith("¿") ? `¿${text.charAt(1).toUpperCase()}${text.slice(2)}` : text.charAt(0).toUpperCase() +
    text.slice(1);
