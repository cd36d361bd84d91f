import { err, ok, type Result } from "../../kernel/result.ts";
import type { PrinterAddress } from "../../kernel/printer_address.ts";

/**
 * What went wrong on the way to the paper. `off`: nobody answers there (printer off, or another network). `refused`:
 * somebody is there and it is no printer. `cut`: it stopped in the middle, so that part of it may be printed.
 */
export type PrinterFault = "off" | "refused" | "paper" | "cover" | "cut";

export interface PrinterTimes {
  readonly connectMs: number;
  readonly answerMs: number;
  readonly writeMs: number;
}
const TIMES: PrinterTimes = { connectMs: 3000, answerMs: 400, writeMs: 10_000 };

/** `DLE EOT n`: the state of the paper (4) and what stops it (2), answered at once, even while it prints. */
const ASK_PAPER = [0x10, 0x04, 0x04], ASK_STOP = [0x10, 0x04, 0x02];
const PAPER_END = 0x60, COVER_OPEN = 0x04;

/** Sends a ticket to a printer that takes raw bytes. The caller has checked that it may be reached (mayPrintAt). */
export async function printOverTcp(
  { host, port }: PrinterAddress,
  bytes: Uint8Array,
  times: PrinterTimes = TIMES,
): Promise<Result<void, PrinterFault>> {
  let connection: Deno.TcpConn;
  try {
    connection = await Deno.connect({
      hostname: host,
      port,
      signal: AbortSignal.timeout(times.connectMs),
    });
  } catch (error) {
    return err(error instanceof Deno.errors.ConnectionRefused ? "refused" : "off");
  }
  try {
    const stopped = await stateOf(connection, times.answerMs);
    if (stopped) return err(stopped);
    await inTime(writeAll(connection, bytes), times.writeMs);
    await connection.closeWrite(); // what is still on its way is not cut off by our closing
    return ok(undefined);
  } catch {
    return err("cut");
  } finally {
    closeQuietly(connection);
  }
}

/** Why it would not print, if it says so. Many clones answer nothing to the question, and print all the same. */
async function stateOf(connection: Deno.TcpConn, answerMs: number): Promise<PrinterFault | null> {
  await writeAll(connection, Uint8Array.from([...ASK_PAPER, ...ASK_STOP]));
  const answer = new Uint8Array(2);
  const read = await inTime(connection.read(answer), answerMs).catch(() => null) ?? 0;
  if (read > 0 && (answer[0]! & PAPER_END) === PAPER_END) return "paper";
  return read > 1 && (answer[1]! & COVER_OPEN) !== 0 ? "cover" : null;
}

async function writeAll(connection: Deno.TcpConn, bytes: Uint8Array): Promise<void> {
  for (let at = 0; at < bytes.length;) at += await connection.write(bytes.subarray(at));
}

async function inTime<Value>(work: Promise<Value>, ms: number): Promise<Value> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  work.catch(() => undefined); // once late, its failure is nobody's any more
  const late = new Promise<never>((_, reject) => timer = setTimeout(() => reject(new Error("late")), ms));
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}

function closeQuietly(connection: Deno.TcpConn): void {
  try {
    connection.close();
  } catch {
    // the other side was faster
  }
}
