import { formatSoles } from "../../kernel/money.ts";
import type { PushCommand } from "../../kernel/sync.ts";
import { formatTime } from "../../kernel/time.ts";
import { Button } from "../../ui/Button.tsx";
import { List } from "../../ui/List.tsx";
import { saveUnsent } from "./save_unsent.ts";
import { Sheet } from "./Sheet.tsx";
import { LATER } from "./texts_later.ts";
import type { Till } from "./till.ts";

/** Behind the chip: every command that has not left, and why not. Nothing here has to be done by anybody. */
export function UnsentSheet({ till, onClose }: { readonly till: Till; readonly onClose: () => void }) {
  const waiting = till.unsent.value, lastSent = till.sentAt.value;
  const state = till.offline.value ? "offline" : till.link.value.state;
  return (
    <Sheet
      title={LATER.unsentTitle}
      onClose={onClose}
      actions={waiting.length > 0 && (
        <>
          <Button type="button" kind="secondary" size="till" onClick={() => void saveUnsent(till)}>
            {LATER.download}
          </Button>
          <Button type="button" size="till" onClick={() => till.push?.kick()}>{LATER.sendNow}</Button>
        </>
      )}
    >
      <div class="grid grid-cols-1 gap-3">
        {till.toSee.value !== "" && (
          <Button
            type="button"
            kind="secondary"
            size="till"
            wide
            onClick={() => till.sheet.value = { kind: "toSee" }}
          >
            {till.toSee}
          </Button>
        )}
        <p>{waiting.length === 0 ? LATER.unsentNone : LATER.unsentKept}</p>
        {lastSent && <p class="text-14 text-ink-soft">{LATER.lastSent(lastSent)}</p>}
        {waiting.length > 0 && (
          <List label={LATER.unsentTitle}>
            {waiting.map((command, index) => (
              <li
                key={command.cmdId}
                class="flex items-center gap-3 min-h-row px-4 py-2 border-b last:border-0"
              >
                <span class="min-w-0 flex-1">
                  <span class="block truncate">{nameOf(command)}</span>
                  <span class="block text-14 text-ink-soft">
                    {formatTime(command.occurredAt)} ·{" "}
                    {state === "sending" && index > 0 ? LATER.states.idle : LATER.states[state]}
                  </span>
                </span>
                <span class="font-semibold tabular-nums whitespace-nowrap">{amountOf(command)}</span>
              </li>
            ))}
          </List>
        )}
      </div>
    </Sheet>
  );
}

function nameOf(command: PushCommand): string {
  const name = LATER.commands[command.type];
  return command.type === "RegisterSale" ? `${name} ${command.payload.sale.ticketNumber}` : name;
}

function amountOf(command: PushCommand): string {
  switch (command.type) {
    case "RegisterSale":
      return formatSoles(command.payload.sale.totalCentimos);
    case "RefundSale":
      return formatSoles(command.payload.refund.totalCentimos);
    case "MoveCash":
    case "ReceiveCreditPayment":
      return formatSoles(command.payload.amountCentimos);
    case "OpenCashSession":
      return formatSoles(command.payload.floatCentimos);
    default:
      return "";
  }
}
