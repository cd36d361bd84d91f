import { useEffect, useState } from "preact/hooks";
import { type Centimos, formatSoles } from "../../kernel/money.ts";
import { TENDER_NAMES } from "../../kernel/sale.ts";
import { epochMsOf } from "../../kernel/time.ts";
import type { TillWallet, Wallet } from "../../kernel/wallet_payment.ts";
import { Button } from "../../ui/Button.tsx";
import { cx } from "../../ui/cx.ts";
import type { QrCode } from "../../ui/QrCode.tsx";
import { Candidates } from "./Candidates.tsx";
import { Keypad } from "./Keypad.tsx";
import { confirm, press, standingOf } from "./paying.ts";
import { Operation } from "./PaymentParts.tsx";
import type { Paying } from "./screens.ts";
import { toneOf, WALLET } from "./texts_wallet.ts";
import type { Till } from "./till.ts";
import { codeShown } from "./wallet_code.ts";
import { deskOf } from "./wallet_desk.ts";
import type { Standing, Watched } from "./wallet_records.ts";

/**
 * A payment by wallet: the shop's own code and its amount, large, for the buyer; for the cashier whether the money has
 * come. It never keeps anybody from selling.
 */
export function WalletPayment({ till }: { readonly till: Till }) {
  const [shown, show] = useState<"pad" | "operation" | null>(null);
  const paying = till.paying.value, priced = till.priced.value, desk = deskOf(till);
  if (!paying || !priced.ok || (paying.method !== "yape" && paying.method !== "plin")) return null;
  const { method } = paying, { amount, action } = standingOf(priced.value.total, paying);
  const account = desk.accountOf(method), watched = desk.current();
  const isPayable = action === "finish" || action === "add";
  const standing: Standing = watched
    ? desk.standing(watched)
    : { type: account && desk.isBlind() ? "unknown" : "waiting" };
  // Whoever types a figure or a number has been shown the code.
  const hasCode = account?.qrText != null && !CAME.has(standing.type);
  const isPad = !account || shown === "pad",
    isOperation = shown === "operation" || desk.isBlind() || !account;
  const toggle = (what: "pad" | "operation") => show(shown === what ? null : what);
  return (
    <div class="grid grid-cols-1 gap-2">
      {account?.outOfOrder && standing.type !== "seen" && (
        <p role="status" class={cx("rounded border-2 p-3 text-on-aji", LOOKS.attention)}>
          {WALLET.outOfOrder(method)}
        </p>
      )}
      {isPayable && <State watched={watched} standing={standing} paying={paying} amount={amount} />}
      {watched && <Candidates till={till} watched={watched} standing={standing} />}
      {isPayable && hasCode && shown === null && <Code account={account} method={method} amount={amount} />}
      {isOperation && (
        <Operation
          till={till}
          onClose={() => undefined}
          {...standing.type === "unknown" && { hint: WALLET.blindHint }}
        />
      )}
      {isPad
        ? <Keypad till={till} onKey={(key) => press(till, key)} onEnter={() => void confirm(till)} />
        : <Keys till={till} onFigure={() => show("pad")} />}
      {account && standing.type !== "seen" && (
        <div class="grid grid-cols-2 gap-2">
          <Button type="button" kind="secondary" size="till" onClick={() => toggle("pad")}>
            {isPad ? WALLET.hidePad : WALLET.otherAmount}
          </Button>
          {!desk.isBlind() && (
            <Button
              type="button"
              kind="secondary"
              size="till"
              onClick={() => toggle("operation")}
            >
              {WALLET.writeOperation}
            </Button>
          )}
        </div>
      )}
    </div>
  );
}

/** Nobody scans a code twice. */
const CAME: ReadonlySet<Standing["type"]> = new Set(["seen", "over", "whole", "choose"]);

const LOOKS = {
  attention: cx("border-aji bg-aji-mist text-on-aji"),
  ok: cx("border-toldo bg-toldo-mist text-on-aji"),
  danger: cx("border-rocoto bg-rocoto-mist text-on-aji"),
  info: cx("border-mar bg-mar-mist text-on-aji"),
};

/** Nobody here can know of the money before its owner sees it: the screen says what is waited for, and since when. */
function State({ watched, standing, paying, amount }: {
  readonly watched: Watched | null;
  readonly standing: Standing;
  readonly paying: Paying;
  readonly amount: Centimos;
}) {
  const method = paying.method as Wallet, wayOut = WALLET.wayOut(standing, method);
  return (
    <div role="status" class={cx("rounded border-2 p-2 md:p-3 text-on-aji", LOOKS[toneOf(standing)])}>
      <p class="text-20 font-semibold">
        {WALLET.standing(standing, method, amount)}{" "}
        {!("came" in standing) && standing.type !== "unknown" && (
          <Seconds
            paying={paying}
            watched={watched}
          />
        )}
      </p>
      {wayOut && <p class="max-md:text-14">{wayOut}</p>}
    </div>
  );
}

function Seconds({ paying, watched }: { readonly paying: Paying; readonly watched: Watched | null }) {
  const [now, tick] = useState(paying.since), seenAt = watched?.heard?.seenAt ?? null;
  useEffect(() => {
    const timer = setInterval(() => tick(performance.now()), 1000);
    return () => clearInterval(timer);
  }, []);
  const ms = watched && seenAt ? epochMsOf(seenAt) - epochMsOf(watched.openedAt) : now - paying.since;
  return (
    <span aria-hidden="true" class="tabular-nums whitespace-nowrap">
      ({WALLET.clock(Math.max(0, Math.floor(ms / 1000)))})
    </span>
  );
}

/** On a phone its amount stands above it already, as large. */
function Code({ account, method, amount }: {
  readonly account: TillWallet;
  readonly method: Wallet;
  readonly amount: Centimos;
}) {
  const text = formatSoles(amount);
  const [draw, drawn] = useState<{ readonly QrCode: typeof QrCode } | null>(null);
  useEffect(() => void import("../../ui/QrCode.tsx").then(drawn, () => undefined), []);
  return (
    <div class="flex flex-wrap items-center justify-center gap-3">
      <div class="w-64 md:w-80 max-w-full">
        {draw && <draw.QrCode bare text={codeShown(account, amount)} label={WALLET.qr(method, text)} />}
      </div>
      <p class="max-md:hidden grid text-center">
        <span class="text-20 font-semibold">{TENDER_NAMES[method]}</span>
        <strong class="text-40 font-extrabold tracking-tight whitespace-nowrap tabular-nums">{text}</strong>
        <span class="text-ink-soft">{account.name}</span>
      </p>
    </div>
  );
}

/** Without the pad on the screen a keyboard still types on it, and Enter still finishes. */
function Keys({ till, onFigure }: { readonly till: Till; readonly onFigure: () => void }) {
  useEffect(() => {
    const pad: Till["pads"][number] = {
      onKey: (key) => {
        onFigure();
        press(till, key);
      },
      onEnter: () => void confirm(till),
    };
    till.pads.push(pad);
    return () => void till.pads.splice(till.pads.indexOf(pad), 1);
  }, []);
  return null;
}
