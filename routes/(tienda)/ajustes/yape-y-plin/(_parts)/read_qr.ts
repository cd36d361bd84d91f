import { decodeQrImage } from "../../../../../integrations/qr_image/decode.ts";
import { parseQr, walletOf } from "../../../../../kernel/emv_qr.ts";
import { err, ok, type Result } from "../../../../../kernel/result.ts";

export interface ReadQr {
  /** Letter by letter as it was read: its order is never touched. */
  readonly qrText: string;
  readonly wallet: "yape" | "plin";
}

const PHOTO_MAX_BYTES = 8 * 1024 * 1024;

/** The QR of a form: of its photo, else of its text. Its CRC must hold. The error is the name of a fault with a sentence. */
export async function readQr(form: FormData): Promise<Result<ReadQr, string>> {
  const photo = form.get("photo"), typed = String(form.get("qrText") ?? "").trim();
  let text = typed;
  if (photo instanceof File && photo.size > 0) {
    if (photo.size > PHOTO_MAX_BYTES) return err("ImageTooLarge");
    const decoded = await decodeQrImage(await photo.bytes());
    if (!decoded.ok) return err(decoded.error.type);
    text = decoded.value.trim();
  }
  if (text === "") return err("none");
  const objects = parseQr(text);
  if (!objects.ok) return err(objects.error.type);
  const said = walletOf(objects.value), chosen = String(form.get("wallet") ?? "");
  if (said !== "other") return ok({ qrText: text, wallet: said });
  return chosen === "yape" || chosen === "plin" ? ok({ qrText: text, wallet: chosen }) : err("WalletUnsaid");
}
