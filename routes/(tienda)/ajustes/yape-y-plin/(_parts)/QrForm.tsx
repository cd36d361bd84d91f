import { WALLET_NAMES } from "../../../../../i18n/es_pe/wallet_names.ts";
import { WALLETS_PAGE } from "../../../../../i18n/es_pe/wallet_pages.ts";
import { Button } from "../../../../../ui/Button.tsx";
import { Field, Select } from "../../../../../ui/Field.tsx";
import { FileInput } from "../../../../../ui/FileInput.tsx";

/** A photo of the QR, or its text; for a new account also whose it is. */
export function QrForm({ action, cmdId, accountId, name, error, problem, withName }: {
  readonly action: string;
  readonly cmdId: string;
  readonly accountId: string;
  readonly name?: string | undefined;
  readonly error: string | null;
  readonly problem?: string | undefined;
  readonly withName: boolean;
}) {
  return (
    <form method="post" action={action} encType="multipart/form-data" class="grid gap-4">
      <input type="hidden" name="cmdId" value={cmdId} />
      <input type="hidden" name="accountId" value={accountId} />
      <input type="hidden" name="do" value="qr" />
      <FileInput
        name="photo"
        label={WALLETS_PAGE.photo}
        hint={WALLETS_PAGE.photoHint}
        error={error}
        accept="image/png,image/jpeg"
        required={false}
      />
      <details class="disclosure">
        <summary class="tap flex items-center text-toldo font-semibold">{WALLETS_PAGE.orText}</summary>
        <div class="pb-3">
          <Field
            name="qrText"
            label={WALLETS_PAGE.text}
            hint={WALLETS_PAGE.orTextHint}
            maxLength={600}
            autocomplete="off"
          />
        </div>
      </details>
      {withName && (
        <Select
          name="wallet"
          label={WALLETS_PAGE.wallet}
          hint={WALLETS_PAGE.walletHint}
          value=""
          choices={[
            { value: "", label: WALLETS_PAGE.walletByQr },
            { value: "yape", label: WALLET_NAMES.yape },
            { value: "plin", label: WALLET_NAMES.plin },
          ]}
        />
      )}
      {withName && (
        <Field
          name="name"
          label={WALLETS_PAGE.name}
          hint={WALLETS_PAGE.nameHint}
          value={name}
          error={problem}
          maxLength={60}
          autocomplete="off"
          required
        />
      )}
      <div>
        <Button>{WALLETS_PAGE.addButton}</Button>
      </div>
    </form>
  );
}
