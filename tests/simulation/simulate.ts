import { holdArrivalOrder } from "./arrival_order.ts";
import { holdInvariants } from "./invariants.ts";
import { live, type Plan, planOf, type Scene, sceneIn } from "./scenario.ts";
import { inWorld } from "./virtual_globals.ts";
import { World } from "./world.ts";

/** What a seed came to, for a person who runs many. */
export interface Lived {
  readonly seed: number;
  readonly plan: Plan;
  readonly commands: number;
  readonly sales: number;
  readonly restores: number;
  /** Whether the wished crash came to pass. */
  readonly killedAtPoint: boolean;
  /** Of the ledger, in hex: the same seed ends with the same bytes. */
  readonly root: string;
}

export interface Wish {
  /** Instead of what the seed draws. */
  readonly plan?: Partial<Plan>;
  /** Plays all of it again in other orders of arrival: twice as much work. */
  readonly arrivalOrder?: boolean;
}

/** One world from its seed to its end, and everything that must be true of it. Throws with the way to see it again. */
export async function simulate(seed: number, { plan: wished, arrivalOrder }: Wish = {}): Promise<Lived> {
  const dir = await Deno.makeTempDir({ prefix: "caserito-simulation-", ...await inMemory() });
  const world = new World(seed);
  let scene: Scene | undefined;
  try {
    await inWorld(world, async () => {
      scene = await sceneIn(world, dir, { ...planOf(world), ...wished });
      await live(scene);
      if (arrivalOrder) await holdArrivalOrder(scene, dir);
    });
    await holdInvariants(scene!, `${dir}/keys`);
    const { plan, books, server: { store } } = scene!;
    return {
      seed,
      plan,
      commands: books.kept.size,
      sales: books.of("RegisterSale").length,
      restores: books.restores,
      killedAtPoint: scene!.tablets.some(({ killedAtPoint }) => killedAtPoint),
      root: (await store.head()).root.toHex(),
    };
  } catch (error) {
    const story = scene?.books.events.map((line) => `\n  ${line}`).join("") ?? "";
    throw new Error(`seed ${seed}: deno task simulate --from ${seed} --seeds 1${story}`, { cause: error });
  } finally {
    world.end();
    for (const tablet of scene?.tablets ?? []) tablet.kill();
    await scene?.server.stop();
    await Deno.remove(dir, { recursive: true });
  }
}

/** Durability is not what is tried here, and on a disk half of the time goes into fsync. */
async function inMemory(): Promise<{ dir?: string }> {
  const dir = "/dev/shm";
  return await Deno.stat(dir).then(({ isDirectory }) => isDirectory, () => false) ? { dir } : {};
}
