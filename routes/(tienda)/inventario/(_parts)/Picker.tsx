import { formatSoles } from "../../../../kernel/money.ts";
import { Button } from "../../../../ui/Button.tsx";
import { EmptyState } from "../../../../ui/Card.tsx";
import { Field } from "../../../../ui/Field.tsx";
import { List, ListRow } from "../../../../ui/List.tsx";
import type { Found } from "./find_product.ts";

/** The first step of a form about one product: which one. */
export function Picker({ path, query, found }: {
  readonly path: string;
  readonly query: string;
  readonly found: Found;
}) {
  return (
    <div class="grid gap-4 max-w-prose">
      <form method="get" action={path} role="search" class="grid gap-3">
        <Field
          name="producto"
          label="Producto"
          hint="Escanea su código o escribe parte de su nombre"
          type="search"
          value={query}
          autocomplete="off"
          required
        />
        <div>
          <Button icon="search">Buscar</Button>
        </div>
      </form>
      {query !== "" && found.matches.length === 0 && (
        <EmptyState icon="search" title={`No hay ningún producto con «${query}»`}>
          Prueba con menos letras, o con su código de barras.
        </EmptyState>
      )}
      {found.matches.length > 0 && (
        <List label="Productos encontrados">
          {found.matches.map((product) => (
            <ListRow
              key={product.productId}
              href={`${path}?producto=${product.productId}`}
              name={product.name}
              detail={[product.category, product.barcodes[0] ?? product.code].filter(Boolean).join(" · ")}
              figure={formatSoles(product.priceCentimos)}
            />
          ))}
        </List>
      )}
    </div>
  );
}
