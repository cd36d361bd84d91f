import type { WalletAccount } from "../../../events/projections/payments/queries.ts";
import { PAY_PAGE, providerName } from "../../../i18n/es_pe/membership.ts";
import { parseQr, qrText, withAmount } from "../../../kernel/emv_qr.ts";
import { type Centimos } from "../../../kernel/money.ts";
import { Button } from "../../../ui/Button.tsx";
import { Card } from "../../../ui/Card.tsx";
import { QrCode } from "../../../ui/QrCode.tsx";

interface PayWaysProps {
  readonly accounts: readonly WalletAccount[];
  readonly amount: Centimos;
}

/** Where the money may go: a code to scan where the platform has one, a name to look for where it has not. */
export function PayWays({ accounts, amount }: PayWaysProps) {
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
export const Cards = ({ names, path, cmdId, amount }: {
  readonly names: readonly string[];
  readonly path: string;
  readonly cmdId: string;
  readonly amount: string;
}) => (
  <>
    {names.map((provider) => (
      <form key={provider} method="post" action={path}>
        <input type="hidden" name="cmdId" value={cmdId} />
        <input type="hidden" name="deed" value="tarjeta" />
        <input type="hidden" name="provider" value={provider} />
        <Button wide>{PAY_PAGE.card(amount, providerName(provider))}</Button>
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
