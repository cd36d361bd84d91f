import { copyFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { BareDatabase } from "./bare.ts";
import type { Figure, Lab, Sides } from "./measure.ts";
import { openShops, stockedShop } from "./shop.ts";

const SHOPS = 1_000;

export const MEMORY: Figure = {
  name: "memory",
  title: "memory with 1,000 shops open, each asked once and sold in once",
  unit: "MB",
  bare: "1,000 libSQL connections that read and wrote the same, none of them ever closed",
  rounds: 1,
  cold: true,
  aims: [{ kind: "most", value: 400, text: "≤ 400 MB" }],
  prepare: memorySides,
};

/** In processes of their own, since what this one has used until now would count too. */
async function memorySides({ dir, scale }: Lab): Promise<Sides> {
  const count = Math.max(10, Math.round(SHOPS * scale));
  const tenants = await openShops(dir);
  await stockedShop(tenants, "shop-0");
  await tenants.close();
  // A closed file may still have its newest pages in the journal beside it, which is not copied.
  using original = new BareDatabase(`${dir}/tenants/shop-0.db`);
  original.all({ sql: "PRAGMA wal_checkpoint(TRUNCATE)", args: [] });
  const copies = async (name: string): Promise<string> => {
    const folder = `${dir}/${name}/tenants`;
    await Deno.mkdir(folder, { recursive: true });
    for (let i = 0; i < count; i++) await copyFile(`${dir}/tenants/shop-0.db`, `${folder}/shop-${i}.db`);
    return `${dir}/${name}`;
  };
  const used = async (side: "ours" | "bare", round: number): Promise<number> => {
    const folder = await copies(`${side}-${round}`);
    const megabytes = await inProcess(side, folder, count);
    await Deno.remove(folder, { recursive: true });
    return megabytes;
  };
  return {
    ours: (round) => used("ours", round),
    bare: (round) => used("bare", round),
    close: () => Promise.resolve(),
  };
}

async function inProcess(side: string, folder: string, count: number): Promise<number> {
  const { success, stdout } = await new Deno.Command(Deno.execPath(), {
    args: [
      "run",
      "-P=dev",
      fileURLToPath(new URL("./memory_child.ts", import.meta.url)),
      side,
      folder,
      `${count}`,
    ],
    stderr: "inherit",
  }).output();
  if (!success) throw new Error("the process that opens the shops failed");
  return Number(new TextDecoder().decode(stdout));
}
