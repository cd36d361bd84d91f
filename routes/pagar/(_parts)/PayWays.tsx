import type { Interval } from "../../../events/facts/membership.ts";
import type { WalletAccount } from "../../../events/projections/payments/queries.ts";
import { PAY_PAGE, providerName } from "../../../i18n/es_pe/membership.ts";
import { parseQr, qrText, withAmount } from "../../../kernel/emv_qr.ts";
import { type Centimos, formatSoles } from "../../../kernel/money.ts";
import { Button, LinkButton } from "../../../ui/Button.tsx";
import { Card } from "../../../ui/Card.tsx";
import { Notice } from "../../../ui/Notice.tsx";
import { QrCode } from "../../../ui/QrCode.tsx";
import type { Bill } from "./bill.ts";

/** How it may be paid, what has come of it so far, and what to do where it has been. */
export function Ways(bill: Bill & { readonly path: string; readonly asked: Centimos }) {
  const { view, intent, path, asked, onItsWay, onward, still } = bill, [yape] = bill.yape;
  const claimed = view?.status.overlays.includes("claim") || intent?.claimed;
  const ways = (
    <>
      {yape && <LinkButton href={`${path}?yape=${yape.provider}`} wide>{PAY_PAGE.yape(asked)}</LinkButton>}
      <Cards cards={bill.cards} path={path} cmdId={bill.cmdId} amount={asked} every={view?.terms?.interval} />
      <PayWays accounts={bill.accounts} amount={asked} />
    </>
  );
  return (
    <>
      {onItsWay
        ? <Notice title={PAY_PAGE.onItsWay}>{PAY_PAGE.onItsWayText}</Notice>
        : <p role="status" class="font-semibold">{claimed ? PAY_PAGE.claimed : PAY_PAGE.waiting(still)}</p>}
      {onward && <LinkButton href={onward} size="till">{PAY_PAGE.onward}</LinkButton>}
      {!onItsWay && !onward && ways}
      <div class="flex flex-wrap gap-3">
        <LinkButton href={still ? `${path}?quieta` : path} kind="secondary">{PAY_PAGE.reload}</LinkButton>
        <LinkButton href={`${path}?numero=1`} kind="quiet">{PAY_PAGE.number}</LinkButton>
        {!still && <LinkButton href={`${path}?quieta`} kind="quiet">{PAY_PAGE.keepStill}</LinkButton>}
      </div>
    </>
  );
}

interface PayWaysProps {
  readonly accounts: readonly WalletAccount[];
  readonly amount: Centimos;
}

/** Where the money may go: a code to scan where the platform has one, a name to look for where it has not. */
function PayWays({ accounts, amount }: PayWaysProps) {
  const ways = accounts.filter(({ wallet }) => PAY_PAGE.wallets[wallet] !== undefined);
  if (ways.length === 0) return accounts.length === 0 ? <p>{PAY_PAGE.noWays}</p> : null;
  return (
    <>
      <p class="font-semibold">{PAY_PAGE.exact(amount)}</p>
      {ways.map((account) => <Way key={account.accountId} account={account} amount={amount} />)}
    </>
  );
}

/** A card, on the page of whoever takes it: none of its digits ever comes here. */
const Cards = ({ cards, path, cmdId, amount, every = "month" }: Pick<Bill, "cards" | "cmdId"> & {
  readonly path: string;
  readonly amount: Centimos;
  readonly every?: Interval | undefined;
}) => (
  <>
    {cards.map(({ name, saves }) => (
      <form key={name} method="post" action={path} class="grid gap-2">
        <input type="hidden" name="cmdId" value={cmdId} />
        <input type="hidden" name="deed" value="tarjeta" />
        <input type="hidden" name="provider" value={name} />
        <Button wide kind="secondary">{PAY_PAGE.card(formatSoles(amount), providerName(name))}</Button>
        {saves && (
          <>
            <Button wide kind="secondary" name="saves" value="on">{PAY_PAGE.saves[every]}</Button>
            <p class="text-14 text-ink-soft">{PAY_PAGE.savesHow}</p>
          </>
        )}
      </form>
    ))}
  </>
);

function Way({ account, amount }: { readonly account: WalletAccount; readonly amount: Centimos }) {
  const wallet = PAY_PAGE.wallets[account.wallet] ?? account.wallet, code = codeOf(account, amount);
  return (
    <Card title={wallet}>
      {code === null
        ? <p>{PAY_PAGE.byName(wallet, account.name)}</p>
        : (
          <div class="grid gap-2 justify-items-center">
            <QrCode text={code} label={PAY_PAGE.scan(wallet)} />
            <p class="text-14 text-ink-soft">{PAY_PAGE.scanHow(wallet, account.name)}</p>
          </div>
        )}
    </Card>
  );
}

/** The platform's own code; with the amount in it only where that is known to work (payments-peru §1). */
function codeOf({ qrText: text, injectAmount }: WalletAccount, amount: Centimos): string | null {
  if (text === null || !injectAmount) return text;
  const parsed = parseQr(text);
  return parsed.ok ? qrText(withAmount(parsed.value, amount)) : text;
}
