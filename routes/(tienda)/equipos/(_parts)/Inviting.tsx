import type { Invitation } from "../../../../commands/devices/credentials.ts";
import type { Register } from "../../../../events/projections/shop/queries.ts";
import { DEVICES } from "../../../../i18n/es_pe/devices.ts";
import { Button } from "../../../../ui/Button.tsx";
import { Card } from "../../../../ui/Card.tsx";
import { Select } from "../../../../ui/Field.tsx";
import { QrCode } from "../../../../ui/QrCode.tsx";

/** Asks for a code, and shows the one that was just given. */
export function Inviting({ registers, invitation }: {
  readonly registers: readonly Register[];
  readonly invitation: (Invitation & { readonly address: string }) | null;
}) {
  if (invitation) return <Given {...invitation} />;
  const choices = [
    { value: "", label: DEVICES.anyRegister },
    ...registers.map(({ registerId, name }) => ({ value: registerId, label: name })),
  ];
  return (
    <Card title={DEVICES.add}>
      <form method="post" action="/equipos" class="grid gap-4">
        <p class="text-ink-soft">{DEVICES.addHint}</p>
        {registers.length > 1 && (
          <Select name="registerId" label={DEVICES.register} value="" choices={choices} />
        )}
        <div>
          <Button>{DEVICES.addButton}</Button>
        </div>
      </form>
    </Card>
  );
}

const Given = ({ code, expiresAt, address }: Invitation & { readonly address: string }) => (
  <Card title={DEVICES.code}>
    <div class="grid gap-4 justify-items-center">
      <QrCode text={`${address}?codigo=${code}`} label={DEVICES.qr} />
      <p class="text-40 font-extrabold tabular-nums">
        {`${code.slice(0, 4)} ${code.slice(4)}`}
      </p>
      <p class="text-center">
        {DEVICES.scan} <span class="font-semibold break-all">{address}</span>
      </p>
      <p class="text-14 text-ink-soft">{DEVICES.until(expiresAt)}</p>
    </div>
  </Card>
);
