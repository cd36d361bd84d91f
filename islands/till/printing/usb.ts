import { err, ok, type Result } from "../../../kernel/result.ts";
import type { PrintFault } from "./ways.ts";

/** What of WebUSB is used; TypeScript's library of the browser does not know it. */
interface UsbEndpoint {
  readonly endpointNumber: number;
  readonly direction: "in" | "out";
  readonly type: string;
}
interface UsbInterface {
  readonly interfaceNumber: number;
  readonly alternate: { readonly interfaceClass: number; readonly endpoints: readonly UsbEndpoint[] };
}
interface UsbDevice {
  readonly opened: boolean;
  readonly configuration: { readonly interfaces: readonly UsbInterface[] } | null;
  open(): Promise<void>;
  selectConfiguration(number: number): Promise<void>;
  claimInterface(number: number): Promise<void>;
  transferOut(endpoint: number, bytes: Uint8Array<ArrayBuffer>): Promise<{ readonly status: string }>;
}
interface Usb {
  getDevices(): Promise<readonly UsbDevice[]>;
  requestDevice(options: { filters: readonly { classCode: number }[] }): Promise<UsbDevice>;
}

/** USB Device Class Definition for Printing Devices. */
const PRINTER_CLASS = 7;
const CHUNK = 4096;

/** Kept open: Android asks its user anew after each closing. */
let opened: { readonly device: UsbDevice; readonly endpoint: number } | null = null;

/** Prints over a USB cable: on Android, and where no driver of the system holds the printer (on Windows one does). */
export async function printOverUsb(bytes: Uint8Array<ArrayBuffer>): Promise<Result<void, PrintFault>> {
  const { usb } = navigator as { usb?: Usb };
  if (!usb) return err("unsupported");
  let written = 0;
  try {
    if (!opened?.device.opened) {
      const found = await open(usb);
      if (!found.ok) return found;
      opened = found.value;
    }
    for (; written < bytes.length; written += CHUNK) {
      const { status } = await opened.device.transferOut(
        opened.endpoint,
        bytes.slice(written, written + CHUNK),
      );
      if (status !== "ok") return err(written > 0 ? "cut" : "paper"); // a printer out of paper stalls
    }
    return ok(undefined);
  } catch {
    opened = null;
    return err(written > 0 ? "cut" : "off");
  }
}

async function open(usb: Usb): Promise<Result<NonNullable<typeof opened>, PrintFault>> {
  let device: UsbDevice;
  try {
    const known = (await usb.getDevices()).find(isPrinter);
    device = known ?? await usb.requestDevice({ filters: [{ classCode: PRINTER_CLASS }] });
  } catch (error) {
    return err(error instanceof DOMException && error.name === "SecurityError" ? "needs_tap" : "denied");
  }
  try {
    await device.open();
    if (!device.configuration) await device.selectConfiguration(1);
    const part = device.configuration?.interfaces.find(printerPart);
    const endpoint = part?.alternate.endpoints.find(({ direction, type }) =>
      direction === "out" && type === "bulk"
    );
    if (!part || !endpoint) return err("not_printer");
    await device.claimInterface(part.interfaceNumber);
    return ok({ device, endpoint: endpoint.endpointNumber });
  } catch (error) {
    const isHeld = error instanceof DOMException &&
      /SecurityError|NetworkError|InvalidStateError/.test(error.name);
    return err(isHeld ? "busy" : "off");
  }
}

const printerPart = ({ alternate }: UsbInterface): boolean => alternate.interfaceClass === PRINTER_CLASS;
const isPrinter = ({ configuration }: UsbDevice): boolean =>
  configuration?.interfaces.some(printerPart) ?? true;
