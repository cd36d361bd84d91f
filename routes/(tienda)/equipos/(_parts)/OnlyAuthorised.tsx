import { DEVICES } from "../../../../i18n/es_pe/devices.ts";
import { Button } from "../../../../ui/Button.tsx";
import { Card } from "../../../../ui/Card.tsx";

/** Whether a new device needs a code, and the other way round. */
export const OnlyAuthorised = ({ isOn, cmdId }: { readonly isOn: boolean; readonly cmdId: string }) => (
  <Card title={DEVICES.only}>
    <form method="post" action="/equipos/vinculacion" class="grid gap-4">
      <input type="hidden" name="cmdId" value={cmdId} />
      <input type="hidden" name="pairing" value={isOn ? "open" : "code"} />
      <p>{isOn ? DEVICES.onlyOn : DEVICES.onlyOff}</p>
      <div>
        <Button kind="secondary">{isOn ? DEVICES.onlyTurnOff : DEVICES.onlyTurnOn}</Button>
      </div>
    </form>
  </Card>
);
