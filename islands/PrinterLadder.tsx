import { useEffect, useState } from "preact/hooks";
import type { Result } from "../kernel/result.ts";
import { testView } from "../kernel/ticket_print.ts";
import { Button } from "../ui/Button.tsx";
import { Card } from "../ui/Card.tsx";
import { Select } from "../ui/Field.tsx";
import { Notice } from "../ui/Notice.tsx";
import { Receipt } from "../ui/Receipt.tsx";
import { printBytes } from "./till/printing/print_job.ts";
import { printOverServer } from "./till/printing/lan.ts";
import { PRINT_FAULTS, PRINTING, WAY_TEXTS } from "./till/printing/print_texts.ts";
import { shareTicket } from "./till/printing/share.ts";
import {
  keepPrinterSettings,
  type PrinterSettings,
  printerSettings,
  type PrintFault,
  type Way,
  WAYS,
} from "./till/printing/ways.ts";

type State = "trying" | "asking" | "bad" | PrintFault;

interface Props {
  readonly shopName: string;
  readonly person: string;
  readonly stamp: string;
  readonly registers: readonly {
    readonly registerId: string;
    readonly name: string;
    readonly address: string | null;
  }[];
}

/** Each way to a paper, best first, tried one after another until one is good: that one this device keeps. */
export default function PrinterLadder({ shopName, person, stamp, registers }: Props) {
  const [settings, setSettings] = useState<PrinterSettings | null>(null);
  const [states, setStates] = useState<Readonly<Partial<Record<Way, State>>>>({});
  const [registerId, setRegisterId] = useState(registers[0]?.registerId ?? "");
  useEffect(() => setSettings(printerSettings()), []);
  if (!settings) return null;
  const change = (part: Partial<PrinterSettings>) => {
    const next = { ...settings, ...part };
    keepPrinterSettings(next);
    setSettings(next);
  };
  const become = (way: Way, state: State | undefined) => setStates((all) => ({ ...all, [way]: state }));
  const view = testView(shopName, stamp, person);
  const attempt = async (way: Way): Promise<Result<void, PrintFault>> => {
    if (way === "lan") {
      return await printOverServer(`/registers/${registerId}/printer-tests`, crypto.randomUUID());
    }
    if (way === "share") {
      const isShared = await shareTicket(view, settings.paper);
      return isShared ? { ok: true, value: undefined } : { ok: false, error: "denied" };
    }
    if (way !== "system") return await printBytes(view, way, settings);
    print();
    return { ok: true, value: undefined };
  };
  const tryIt = async (way: Way) => {
    become(way, "trying");
    const printed = await attempt(way);
    become(way, printed.ok ? "asking" : printed.error);
  };
  const next = WAYS.find((way) => states[way] === undefined);
  return (
    <div class="grid gap-4">
      <Card>
        <div class="grid gap-4 sm:grid-cols-2">
          <Select
            name="paper"
            label={PRINTING.paper}
            value={String(settings.paper)}
            choices={[{ value: "80", label: "80 mm" }, { value: "58", label: "58 mm" }]}
            onChange={(event) => change({ paper: event.currentTarget.value === "58" ? 58 : 80 })}
          />
          <Select
            name="cut"
            label={PRINTING.cutter}
            value={settings.cut ? "1" : "0"}
            choices={[
              { value: "1", label: PRINTING.withCutter },
              { value: "0", label: PRINTING.withoutCutter },
            ]}
            onChange={(event) => change({ cut: event.currentTarget.value === "1" })}
          />
          {registers.length > 1 && (
            <Select
              name="register"
              label={PRINTING.register}
              value={registerId}
              choices={registers.map(({ registerId: value, name: label }) => ({ value, label }))}
              onChange={(event) => setRegisterId(event.currentTarget.value)}
            />
          )}
          <label class="tap flex items-center gap-3 font-semibold">
            <input
              type="checkbox"
              class="h-6 w-6"
              checked={settings.auto}
              onChange={(event) => change({ auto: event.currentTarget.checked })}
            />
            {PRINTING.auto}
          </label>
        </div>
      </Card>
      <ol class="grid gap-3">
        {WAYS.map((way) => (
          <li key={way}>
            <Rung
              way={way}
              state={states[way]}
              isChosen={settings.way === way}
              isNext={way === next}
              detail={way === "lan"
                ? PRINTING.address(registers.find((one) => one.registerId === registerId)?.address ?? null)
                : null}
              onTry={() => void tryIt(way)}
              onGood={() => {
                change({ way });
                become(way, undefined);
              }}
              onBad={() => become(way, "bad")}
            />
          </li>
        ))}
      </ol>
      <div class="print-only">
        <Receipt view={view} paper={settings.paper} />
      </div>
    </div>
  );
}

function Rung({ way, state, isChosen, isNext, detail, onTry, onGood, onBad }: {
  readonly way: Way;
  readonly state: State | undefined;
  readonly isChosen: boolean;
  readonly isNext: boolean;
  readonly detail: string | null;
  readonly onTry: () => void;
  readonly onGood: () => void;
  readonly onBad: () => void;
}) {
  const { name, what } = WAY_TEXTS[way];
  const fault = state && state !== "trying" && state !== "asking" && state !== "bad"
    ? PRINT_FAULTS[state]
    : null;
  return (
    <Card>
      <div class="flex flex-wrap items-center justify-between gap-3">
        <div class="min-w-0 flex-1">
          <h2 class="font-semibold">{name}</h2>
          <p class="text-14 text-ink-soft">{what}</p>
          {detail && <p class="text-14 tabular-nums">{detail}</p>}
          {isChosen && <p class="text-14 font-semibold text-toldo">{PRINTING.chosen}</p>}
        </div>
        <Button
          type="button"
          kind={isNext ? "primary" : "secondary"}
          disabled={state === "trying"}
          aria-label={`${PRINTING.try}: ${name}`}
          onClick={onTry}
        >
          {PRINTING.try}
        </Button>
      </div>
      <div role="status" class="grid gap-2">
        {fault && <Notice tone="danger" title={fault.cause}>{fault.wayOut}</Notice>}
        {state === "bad" && <Notice tone="attention" title={PRINTING.failed}>{PRINTING.badPrint}</Notice>}
        {state === "asking" && (
          <div class="flex flex-wrap items-center gap-2 pt-2">
            <p class="flex-1 font-semibold">{PRINTING.asking}</p>
            <Button type="button" kind="secondary" onClick={onBad}>{PRINTING.no}</Button>
            <Button type="button" onClick={onGood}>{PRINTING.yes}</Button>
          </div>
        )}
      </div>
    </Card>
  );
}
