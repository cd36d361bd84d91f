import { SMTPServer } from "smtp-server";

export const SMTP = { user: "avisos", password: "clave de prueba" } as const;

/** A mail server on loopback that keeps what it takes. By address, once for each entry: a code it refuses with. */
export class FakeSmtp implements AsyncDisposable {
  readonly mails: { readonly to: string; readonly raw: string }[] = [];
  readonly troubles = new Map<string, number[]>();
  readonly #server: SMTPServer;

  private constructor() {
    this.#server = new SMTPServer({
      disabledCommands: ["STARTTLS"],
      allowInsecureAuth: true,
      onAuth: ({ username, password }, _session, done) =>
        username === SMTP.user && password === SMTP.password
          ? done(null, { user: username })
          : done(Object.assign(new Error("wrong password"), { responseCode: 535 })),
      onRcptTo: ({ address }, _session, done) => {
        const code = this.troubles.get(address)?.shift();
        done(code === undefined ? null : Object.assign(new Error("no"), { responseCode: code }));
      },
      onData: (stream, session, done) => {
        let raw = "";
        stream.on("data", (chunk: Uint8Array) => raw += new TextDecoder().decode(chunk));
        stream.on("end", () => {
          for (const { address } of session.envelope.rcptTo) this.mails.push({ to: address, raw });
          done(null);
        });
      },
    });
  }

  static async start(): Promise<FakeSmtp> {
    const fake = new FakeSmtp();
    await new Promise<void>((resolve) => fake.#server.listen(0, "127.0.0.1", resolve));
    return fake;
  }

  url(password: string = SMTP.password): string {
    const { port } = this.#server.server.address() as { port: number };
    return `smtp://${SMTP.user}:${encodeURIComponent(password)}@127.0.0.1:${port}`;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await new Promise<void>((resolve) => this.#server.close(() => resolve()));
  }
}
