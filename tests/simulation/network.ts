import type { Answer, Asked, ShopServer } from "./shop_server.ts";
import type { World } from "./world.ts";

/** What happens to one request on its way. */
type Fate = keyof typeof FATES;
const FATES = {
  honest: 60,
  /** The request never arrives. */
  lost: 5,
  /** It arrives and has its effect; the answer does not. */
  unanswered: 8,
  /** It arrives twice, the second time much later: a proxy repeats what it holds. */
  twice: 6,
  /** It arrives after the tablet has given up and asked again. */
  late: 4,
  /** The line breaks within the request. */
  cutRequest: 4,
  /** The line breaks within the answer. */
  cutAnswer: 6,
  /** A wifi's page that asks for money answers instead. */
  portal: 3,
  /** Something in front of the server is broken. */
  broken: 2,
  /** The session has ended: somebody must sign in. */
  signedOut: 2,
} as const;

/** How long a tablet waits for an answer (`push_client.ts`). */
const GIVES_UP_MS = 20_000;

/** The way from the tablets to the shop, and what it does to requests. At the end it is honest. */
export class Network {
  honest = false;
  constructor(private readonly world: World, private readonly server: ShopServer) {}

  /** Rejects as `fetch` does; what the server answers comes as bytes, whole or not. */
  async send(asked: Asked): Promise<Response> {
    const { chance } = this.world;
    const fate: Fate = this.honest ? "honest" : chance.weighted(FATES);
    const there = this.honest ? 1 : chance.wait(200), back = this.honest ? 1 : chance.wait(200);
    switch (fate) {
      case "lost":
        return await this.#gone();
      case "cutRequest":
        await this.world.sleep(there);
        if (asked.body !== null) await this.#answer({ ...asked, body: cut(asked.body, chance.next()) });
        return await this.#gone();
      case "unanswered":
        await this.world.sleep(there);
        await this.#answer(asked);
        return await this.#gone();
      case "late":
        this.#later(asked, GIVES_UP_MS + chance.wait(600_000));
        return await this.#gone();
      case "twice":
        this.#later(asked, chance.wait(3_600_000));
        break;
      case "portal":
        return new Response("<h1>Paga tu wifi</h1>");
      case "broken":
        return new Response("", { status: 502 });
      case "signedOut":
        return new Response("", { status: 401 });
      default:
    }
    await this.world.sleep(there);
    const { status, text } = await this.#answer(asked);
    await this.world.sleep(back);
    return new Response(fate === "cutAnswer" ? cut(text, chance.next()) : text, { status });
  }

  #answer(asked: Asked): Promise<Answer> {
    return this.world.during(() => this.server.answer(asked));
  }

  #later(asked: Asked, ms: number): void {
    this.world.after(ms, () => this.world.background(this.#answer(asked)));
  }

  async #gone(): Promise<never> {
    await this.world.sleep(this.world.chance.percent(50) ? this.world.chance.wait(300) : GIVES_UP_MS);
    throw new TypeError("network");
  }
}

/** The first bytes of it, never all. */
function cut(text: string, share: number): string {
  const bytes = new TextEncoder().encode(text);
  return new TextDecoder().decode(bytes.subarray(0, Math.floor(bytes.length * share)));
}
