import type { ListedDevice } from "../../../../commands/devices/list_devices.ts";
import { DEVICES, deviceSays, seriesSays } from "../../../../i18n/es_pe/devices.ts";
import { Button } from "../../../../ui/Button.tsx";
import { Field } from "../../../../ui/Field.tsx";

interface Listed {
  readonly devices: readonly ListedDevice[];
  readonly cmdId: string;
}

/** Each device with its till and its numbers, when it was heard of last, and what may be done with it. */
export const DeviceList = ({ devices, cmdId }: Listed) => (
  <ul aria-label={DEVICES.title} class="grid gap-2">
    {devices.map((device) => (
      <li key={device.deviceId} class="grid gap-1 rounded border bg-paper p-4">
        <p class="font-semibold">
          {[device.name, device.registerName].filter(Boolean).join(" · ")}
        </p>
        {device.series.map(({ series, lastTicket }) => (
          <p key={series} class="text-14 text-ink-soft">{seriesSays(series, lastTicket)}</p>
        ))}
        <p class="text-14 text-ink-soft">{deviceSays(device)}</p>
        {device.revokedAt === null && <Doing device={device} cmdId={cmdId} />}
      </li>
    ))}
  </ul>
);

function Doing({ device, cmdId }: { readonly device: ListedDevice; readonly cmdId: string }) {
  const { deviceId, name, unsent } = device, id = `name-${deviceId}`;
  return (
    <div class="grid gap-1 pt-1">
      <details class="disclosure">
        <summary class="tap flex items-center text-toldo font-semibold">{DEVICES.rename}</summary>
        <form
          method="post"
          action={`/equipos/${deviceId}/nombre`}
          class="flex flex-wrap items-end gap-3 pb-3"
        >
          <input type="hidden" name="cmdId" value={cmdId} />
          <div class="min-w-0 flex-1 basis-48">
            <Field name="name" id={id} label={DEVICES.name} value={name} maxLength={40} required />
          </div>
          <Button kind="secondary">{DEVICES.save}</Button>
        </form>
      </details>
      <details class="disclosure">
        <summary class="tap flex items-center text-rocoto font-semibold">{DEVICES.revoke}</summary>
        <form method="post" action={`/equipos/${deviceId}/quitar`} class="grid gap-3 pb-3">
          <input type="hidden" name="cmdId" value={cmdId} />
          <p>{DEVICES.revokeSays}</p>
          {unsent !== null && unsent > 0 && <p class="font-semibold">{DEVICES.revokeUnsent(unsent)}</p>}
          <div>
            <Button kind="danger">{DEVICES.revokeButton(name)}</Button>
          </div>
        </form>
      </details>
    </div>
  );
}
