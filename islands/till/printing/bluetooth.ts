import { err, ok, type Result } from "../../../kernel/result.ts";
import type { PrintFault } from "./ways.ts";

/** What of Web Bluetooth is used; TypeScript's library of the browser does not know it. */
export interface GattCharacteristic {
  readonly properties: { readonly write: boolean; readonly writeWithoutResponse: boolean };
  writeValueWithResponse(bytes: Uint8Array<ArrayBuffer>): Promise<void>;
  writeValueWithoutResponse(bytes: Uint8Array<ArrayBuffer>): Promise<void>;
}
interface GattService {
  readonly uuid: string;
  getCharacteristics(): Promise<readonly GattCharacteristic[]>;
}
interface BluetoothDevice {
  readonly gatt?: {
    readonly connected: boolean;
    connect(): Promise<{ getPrimaryServices(): Promise<readonly GattService[]> }>;
  };
}
interface Bluetooth {
  getAvailability?(): Promise<boolean>;
  getDevices?(): Promise<readonly BluetoothDevice[]>;
  requestDevice(
    options: { acceptAllDevices: true; optionalServices: readonly string[] },
  ): Promise<BluetoothDevice>;
}

const short = (id: string): string => `0000${id}-0000-1000-8000-00805f9b34fb`;
/** Services by which printers take bytes: every maker of a chip has its own, and no standard names one. */
export const PRINTER_SERVICES: readonly string[] = [
  short("18f0"), // most 58 mm clones
  "e7810a71-73ae-499d-8c15-faa9aef0c3f2", // Goojprt, MTP
  "49535343-fe7d-4ae5-8fa9-9fafd205e455", // ISSC and Microchip transparent UART
  short("ff00"),
  short("ffe0"), // HM-10
  short("fff0"),
  "6e400001-b5a3-f393-e0a9-e50e24dcca9e", // Nordic UART
];

/** Nobody says how much a printer takes at once (MTU): as much as new ones take, and what all take when that fails. */
const CHUNK_MAX = 180, CHUNK_LEAST = 20;
/** A printer that confirms nothing loses what comes faster than it prints. */
const UNCONFIRMED_PAUSE_MS = 20;

let device: BluetoothDevice | null = null;

/** Prints over Bluetooth. The first time on a page the browser asks which printer, and only within a tap. */
export async function printOverBluetooth(bytes: Uint8Array<ArrayBuffer>): Promise<Result<void, PrintFault>> {
  const { bluetooth } = navigator as { bluetooth?: Bluetooth };
  if (!bluetooth) return err("unsupported");
  if (await bluetooth.getAvailability?.().catch(() => true) === false) return err("radio_off");
  try {
    device ??= (await bluetooth.getDevices?.().catch(() => []))?.[0] ??
      await bluetooth.requestDevice({ acceptAllDevices: true, optionalServices: PRINTER_SERVICES });
  } catch (error) {
    return err(error instanceof DOMException && error.name === "SecurityError" ? "needs_tap" : "denied");
  }
  let characteristic: GattCharacteristic | null;
  try {
    characteristic = await writableOf(device);
  } catch {
    return err("off"); // it is remembered: switched on again, it is found without a question
  }
  if (!characteristic) {
    device = null;
    return err("not_printer");
  }
  const written = await writeInChunks(characteristic, bytes);
  return written === bytes.length ? ok(undefined) : err(written > 0 ? "cut" : "off");
}

async function writableOf({ gatt }: BluetoothDevice): Promise<GattCharacteristic | null> {
  const services = await (await gatt!.connect()).getPrimaryServices();
  const rank = ({ uuid }: GattService) => PRINTER_SERVICES.indexOf(uuid);
  for (const service of services.filter((one) => rank(one) >= 0).sort((a, b) => rank(a) - rank(b))) {
    const all = await service.getCharacteristics();
    const found = all.find(({ properties }) => properties.write) ??
      all.find(({ properties }) => properties.writeWithoutResponse);
    if (found) return found;
  }
  return null;
}

/** Piece after piece, each waited for. Answers how many bytes went out. */
export async function writeInChunks(
  characteristic: GattCharacteristic,
  bytes: Uint8Array<ArrayBuffer>,
): Promise<number> {
  let chunk = CHUNK_MAX, at = 0;
  while (at < bytes.length) {
    const piece = bytes.slice(at, at + chunk);
    try {
      if (characteristic.properties.write) await characteristic.writeValueWithResponse(piece);
      else {
        await characteristic.writeValueWithoutResponse(piece);
        await new Promise((resolve) => setTimeout(resolve, UNCONFIRMED_PAUSE_MS));
      }
      at += piece.length;
    } catch {
      if (chunk === CHUNK_LEAST) return at;
      chunk = CHUNK_LEAST; // it was refused whole: the same bytes again, in pieces that every printer takes
    }
  }
  return at;
}
