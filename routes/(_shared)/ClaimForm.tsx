import { CLAIM_FORM } from "../../i18n/es_pe/membership.ts";
import { Button } from "../../ui/Button.tsx";
import { Card } from "../../ui/Card.tsx";
import { Field, Select } from "../../ui/Field.tsx";
import type { FormState } from "./form.ts";

/** "I paid, here is the number": on the owner's page and on the one that the pay link opens. */
export const ClaimForm = ({ action, form, cmdId }: {
  readonly action: string;
  readonly form: FormState;
  readonly cmdId: string;
}) => (
  <Card title={CLAIM_FORM.title}>
    <form method="post" action={action} class="grid gap-4">
      <input type="hidden" name="cmdId" value={cmdId} />
      <input type="hidden" name="deed" value="aviso" />
      <p class="text-ink-soft">{CLAIM_FORM.lead}</p>
      <Select
        name="wallet"
        label={CLAIM_FORM.wallet}
        choices={CLAIM_FORM.wallets}
        value={form.typed["wallet"]}
        error={form.errors["wallet"]}
      />
      <Field
        name="operationNumber"
        label={CLAIM_FORM.number}
        hint={CLAIM_FORM.numberHint}
        value={form.typed["operationNumber"]}
        error={form.errors["operationNumber"]}
        maxLength={24}
        autocomplete="off"
        required
      />
      <div>
        <Button kind="secondary">{CLAIM_FORM.button}</Button>
      </div>
    </form>
  </Card>
);
