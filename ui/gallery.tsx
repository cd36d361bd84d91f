import type { ComponentChildren } from "preact";
import { centimos, formatSoles } from "../kernel/money.ts";
import { Button, IconButton, LinkButton } from "./Button.tsx";
import { Card, EmptyState, Figure, More } from "./Card.tsx";
import { Bars } from "./charts/Bars.tsx";
import { HBars } from "./charts/HBars.tsx";
import { SignedBars } from "./charts/SignedBars.tsx";
import { Sparkline } from "./charts/Sparkline.tsx";
import { Dialog } from "./Dialog.tsx";
import { Field, MoneyField, Select } from "./Field.tsx";
import { sampleDays, sampleDifferences, sampleHours, sampleRanking, sampleReceipt } from "./gallery_data.ts";
import { Icon } from "./Icon.tsx";
import { ICON_NAMES } from "./icons.tsx";
import { List, ListRow, State } from "./List.tsx";
import { Chip, Notice, UndoBar, UndoButton } from "./Notice.tsx";
import { Receipt } from "./Receipt.tsx";
import { PageShell, ROOMS, Tabs } from "./Shell.tsx";
import { Stepper, Steps } from "./Stepper.tsx";
import { Pagination, Table } from "./Table.tsx";

/** Every component in every state, on one page: where a change of the look is judged before it reaches a shop. */
export function Gallery({ path }: { readonly path: string }) {
  return (
    <PageShell
      shopName="Minimarket Lucha"
      rooms={Object.values(ROOMS)}
      path={path}
      title="Taller"
      chip={
        <Chip tone="attention" icon="offline" href="#estado" short="7 por enviar">
          Sin conexión · 7 por enviar
        </Chip>
      }
      actions={<Button kind="secondary" icon="print">Imprimir</Button>}
      menu={<p class="p-2">Lucha, dueña</p>}
    >
      <div class="grid gap-8">
        <Figures />
        <Charts />
        <Buttons />
        <Fields />
        <Lists />
        <Notices />
        <Papers />
      </div>
    </PageShell>
  );
}

function Part({ title, children }: { readonly title: string; readonly children: ComponentChildren }) {
  return (
    <section class="grid gap-4 min-w-0">
      <h2 class="text-20 font-semibold">{title}</h2>
      {children}
    </section>
  );
}

const Figures = () => (
  <Part title="Cifras">
    <div class="grid grid-cols-cards gap-4">
      <Figure
        label="Ventas de hoy"
        amount={formatSoles(centimos(103_280))}
        comparison="S/ 120.00 más que un martes normal a esta hora"
        href="#ventas"
        more="Ventas de hoy"
      />
      <Figure
        label="Tickets"
        amount="64"
        comparison="Lo de siempre"
        href="#tickets"
        more="Todos los tickets"
      />
      <Figure label="Margen" amount="23.4%" comparison="S/ 241.67, dos puntos menos que un martes normal" />
    </div>
  </Part>
);

const Charts = () => (
  <Part title="Gráficos">
    <div class="grid grid-cols-cards gap-4">
      <Card title="Ventas por hora">
        <Bars
          id="horas"
          title="Ventas por hora, hoy y un martes normal"
          summary={`La mejor hora va siendo 7 p. m. con ${formatSoles(centimos(15_680))}.`}
          heads={["Hora", "Hoy", "Martes normal"]}
          bars={sampleHours}
          empty="Todavía no hay ventas hoy."
        />
      </Card>
      <Card title="Lo que más deja" action={<More href="#todo">Todos</More>}>
        <HBars
          title="Productos por margen"
          summary="Arroz y aceite dejan la mitad de la ganancia de hoy."
          heads={["Producto", "Margen"]}
          bars={sampleRanking}
          empty="Todavía no hay ventas hoy."
        />
      </Card>
      <Card title="Diferencias de caja">
        <SignedBars
          id="diferencias"
          title="Diferencias al cerrar caja"
          summary={`En 15 cierres faltó ${formatSoles(centimos(660))} en total.`}
          heads={["Día", "Quién", "Diferencia"]}
          bars={sampleDifferences}
          empty="Todas las cajas cuadraron."
        />
      </Card>
      <Card title="Ventas por día">
        <Sparkline
          id="dias"
          title="Ventas de los últimos nueve días"
          summary="El fin de semana vendes la mitad más."
          heads={["Día", "Ventas"]}
          points={sampleDays}
          empty="Todavía no hay dos días de ventas."
        />
      </Card>
      <Card title="Sin datos">
        <Sparkline
          id="nada"
          title="Nada"
          summary=""
          heads={["Día", "Ventas"]}
          points={[]}
          empty="Todavía no hay dos días de ventas."
        />
      </Card>
    </div>
  </Part>
);

const Buttons = () => (
  <Part title="Botones, pasos, íconos">
    <div class="flex flex-wrap gap-3">
      <Button>Guardar</Button>
      <Button kind="secondary">Cancelar</Button>
      <Button kind="quiet" icon="plus">Agregar</Button>
      <Button kind="danger" icon="trash">Anular venta</Button>
      <Button disabled>Guardar</Button>
      <LinkButton href="#caja" size="till" icon="scan">Abrir caja</LinkButton>
      <IconButton icon="close" label="Cerrar" />
    </div>
    <div class="grid gap-3 max-w-form">
      <p class="text-40 sm:text-56 font-extrabold tracking-tight tabular-nums text-right">
        {formatSoles(centimos(123_450))}
      </p>
      <Button kind="charge" size="charge" wide>Cobrar {formatSoles(centimos(2450))}</Button>
      <Stepper label="Inca Kola 500 ml" figure="2" />
      <Stepper label="Papa canchán" figure="0.575 kg" canLess={false} />
    </div>
    <Steps label="Importar" steps={["Sube tu archivo", "Revisa", "Listo"]} current={1} />
    <ul class="flex flex-wrap gap-4">
      {ICON_NAMES.map((name) => (
        <li key={name} class="grid justify-items-center w-20 text-14 text-ink-soft">
          <Icon name={name} />
          {name}
        </li>
      ))}
    </ul>
  </Part>
);

const Fields = () => (
  <Part title="Formularios">
    <form class="grid gap-4 max-w-form">
      <Field name="nombre" label="Nombre del producto" value="Inca Kola 500 ml" />
      <Field name="codigo" label="Código de barras" hint="Escanéalo o déjalo vacío" inputMode="numeric" />
      <MoneyField name="precio" label="Precio" hint="Con IGV" amount={centimos(350)} />
      <MoneyField name="costo" label="Costo" typed="tres" error="El costo va en soles, por ejemplo 2.80" />
      <Select
        name="unidad"
        label="Se vende por"
        value="kg"
        choices={[{ value: "unidad", label: "Unidad" }, { value: "kg", label: "Kilo" }, {
          value: "litro",
          label: "Litro",
        }]}
      />
      <Button wide>Guardar producto</Button>
    </form>
  </Part>
);

const Lists = () => (
  <Part title="Listas y tablas">
    <Tabs
      label="Productos"
      tabs={[
        { href: "#todos", word: "Todos", current: true },
        { href: "#por-acabarse", word: "Por acabarse", current: false },
        { href: "#sin-venta", word: "Sin venta", current: false },
      ]}
    />
    <List label="Productos">
      <ListRow href="#1" name="Arroz Costeño extra 5 kg" detail="7750109000123" figure="14" />
      <ListRow
        href="#2"
        name="Leche Gloria tarro azul 400 g"
        figure="3"
        state={{ tone: "attention", word: "Por acabarse" }}
      />
      <ListRow href="#3" name="Pan francés" figure="-12" state={{ tone: "danger", word: "Bajo cero" }} />
      <ListRow name="Papa canchán" figure="22.350 kg" state={{ tone: "ok", word: "Contado" }} />
    </List>
    <Table
      caption="Movimientos de Arroz Costeño"
      columns={[
        { head: "Cuándo", cell: (row) => row.when },
        { head: "Qué pasó", cell: (row) => <a href="#evento" class="text-mar underline">{row.what}</a> },
        { head: "Cantidad", numeric: true, cell: (row) => row.change },
        { head: "Queda", numeric: true, cell: (row) => row.left },
      ]}
      rows={[
        { when: "mar 3 nov, 3:05 p. m.", what: "Venta T001-000123", change: "-2", left: "14" },
        { when: "mar 3 nov, 9:12 a. m.", what: "Compra", change: "+12", left: "16" },
        { when: "lun 2 nov, 8:40 p. m.", what: "Conteo", change: "-1", left: "4" },
      ]}
      keyOf={(row) => row.when}
      foot={["Total", "", "+9", "14"]}
    />
    <Pagination newer="#antes" older="#despues" />
    <EmptyState
      icon="box"
      title="Todavía no tienes productos"
      action={<LinkButton href="#importar">Importar mi lista</LinkButton>}
    >
      Trae tu lista en Excel o crea el primero a mano. Con un producto ya puedes vender.
    </EmptyState>
  </Part>
);

const Notices = () => (
  <Part title="Avisos">
    <Notice title="Tu caja cerró con S/ 3.20 menos">Quedó anotado. Lo puedes ver en Auditoría.</Notice>
    <Notice
      tone="ok"
      title="Importaste 412 productos"
      action={<Button kind="quiet" icon="undo">Deshacer</Button>}
    />
    <Notice tone="attention" title="Sin internet">Sigue vendiendo, lo enviamos cuando vuelva.</Notice>
    <Notice
      tone="danger"
      title="Tu plan venció el martes 3"
      action={<LinkButton href="#pagar">Pagar S/ 50</LinkButton>}
    >
      Paga S/ 50 y en segundos vuelves a vender.
    </Notice>
    <div class="flex flex-wrap gap-3">
      <Chip tone="attention" icon="offline">Sin conexión · 7 por enviar</Chip>
      <Chip tone="danger" icon="warning">Falta enviar desde 10:42</Chip>
      <Chip tone="info" icon="lock">Caja cerrada</Chip>
      <State tone="ok">Pagado</State>
    </div>
    <UndoBar undo={<UndoButton />}>
      Quitaste <b>Inca Kola 500 ml</b>.
    </UndoBar>
    <Dialog
      id="cerrar"
      title="Cerrar caja"
      open
      actions={
        <>
          <Button kind="secondary">Seguir vendiendo</Button>
          <Button>Contar el efectivo</Button>
        </>
      }
    >
      Cuenta el efectivo sin mirar cuánto debería haber.
    </Dialog>
  </Part>
);

const Papers = () => (
  <Part title="Ticket">
    <div class="flex flex-wrap gap-6 items-start">
      <Receipt view={sampleReceipt(false)} paper={80} />
      <Receipt view={sampleReceipt(true)} paper={58} />
    </div>
  </Part>
);
