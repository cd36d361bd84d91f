import { type Bytes, concatBytes, sha256, utf8Bytes } from "../../events/log/bytes.ts";

const base64url = (bytes: Uint8Array) => bytes.toBase64({ alphabet: "base64url", omitPadding: true });
const uint = (value: number, bytes: number): Bytes =>
  Uint8Array.from({ length: bytes }, (_, i) => (value >>> (8 * (bytes - 1 - i))) & 255);

/** Present, verified; with the new key beside it. */
const PRESENT = 0x01, VERIFIED = 0x04, WITH_KEY = 0x40;

/** An authenticator without a browser (WebAuthn §6): it signs what it is told to, so that a test can lie with it. */
export class SoftAuthenticator {
  readonly #id = crypto.getRandomValues(new Uint8Array(16));
  #keys: CryptoKeyPair | null = null;
  counter = 0;

  constructor(readonly origin: string, readonly rpId = new URL(origin).hostname) {}

  /** The answer to `navigator.credentials.create`. */
  async create(challenge: string) {
    this.#keys = await crypto.subtle.generateKey({ name: "ECDSA", namedCurve: "P-256" }, true, [
      "sign",
      "verify",
    ]);
    const raw = new Uint8Array(await crypto.subtle.exportKey("raw", this.#keys.publicKey));
    // COSE_Key of ES256 (RFC 9052 §7), in CBOR.
    const cose = concatBytes(
      Uint8Array.of(0xa5, 0x01, 0x02, 0x03, 0x26, 0x20, 0x01, 0x21, 0x58, 0x20),
      raw.subarray(1, 33),
      Uint8Array.of(0x22, 0x58, 0x20),
      raw.subarray(33),
    );
    const data = concatBytes(
      this.#data(PRESENT | VERIFIED | WITH_KEY),
      new Uint8Array(16),
      uint(16, 2),
      this.#id,
      cose,
    );
    const attestation = concatBytes(
      Uint8Array.of(0xa3, 0x63),
      utf8Bytes("fmt"),
      Uint8Array.of(0x64),
      utf8Bytes("none"),
      Uint8Array.of(0x67),
      utf8Bytes("attStmt"),
      Uint8Array.of(0xa0, 0x68),
      utf8Bytes("authData"),
      Uint8Array.of(0x58, data.length),
      data,
    );
    return this.#answer({
      clientDataJSON: base64url(this.#client("webauthn.create", challenge)),
      attestationObject: base64url(attestation),
      transports: ["internal"],
    });
  }

  /** The answer to `navigator.credentials.get`. */
  async get(challenge: string, flags = PRESENT | VERIFIED) {
    const data = this.#data(flags), client = this.#client("webauthn.get", challenge);
    const signed = concatBytes(data, sha256(client));
    const raw = await crypto.subtle.sign({ name: "ECDSA", hash: "SHA-256" }, this.#keys!.privateKey, signed);
    return this.#answer({
      clientDataJSON: base64url(client),
      authenticatorData: base64url(data),
      signature: base64url(derOf(new Uint8Array(raw))),
    });
  }

  #data(flags: number): Bytes {
    return concatBytes(sha256(utf8Bytes(this.rpId)), Uint8Array.of(flags), uint(this.counter, 4));
  }

  #client(type: string, challenge: string): Bytes {
    return utf8Bytes(JSON.stringify({ type, challenge, origin: this.origin, crossOrigin: false }));
  }

  #answer(response: object) {
    const id = base64url(this.#id);
    return { id, rawId: id, type: "public-key", clientExtensionResults: {}, response };
  }
}

/** `r || s` as the DER sequence that authenticators write (RFC 3279 §2.2.3). */
function derOf(raw: Uint8Array): Bytes {
  const integer = (half: Uint8Array) => {
    let start = 0;
    while (start < half.length - 1 && half[start] === 0) start++;
    const bytes = half[start]! > 127
      ? concatBytes(Uint8Array.of(0), half.subarray(start))
      : half.subarray(start);
    return concatBytes(Uint8Array.of(2, bytes.length), bytes);
  };
  const both = concatBytes(integer(raw.subarray(0, 32)), integer(raw.subarray(32)));
  return concatBytes(Uint8Array.of(0x30, both.length), both);
}
