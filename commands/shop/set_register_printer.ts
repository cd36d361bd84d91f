import { z } from "zod";
import { shopDecider } from "../../domain/shop/decider.ts";
import { SHOP } from "../../domain/streams.ts";
import { ok } from "../../kernel/result.ts";
import { defineCommand } from "../define_command.ts";
import { inId, inNullable, inPrinterAddress } from "../input/fields.ts";
import { loadShop } from "./load_shop.ts";

const inPaper = z.union([z.literal(80), z.literal(58), z.enum(["80", "58"])], { error: "choice" })
  .transform((raw): 80 | 58 => Number(raw) === 58 ? 58 : 80);
const inCut = z.union([z.boolean(), z.enum(["1", "0"])], { error: "choice" })
  .transform((raw) => raw === true || raw === "1");

export const zSetRegisterPrinter = z.object({
  registerId: inId,
  /** None: this register prints nowhere in the network. */
  address: inNullable(inPrinterAddress),
  paper: inPaper.default(80),
  cut: inCut.default(true),
});

export const setRegisterPrinter = defineCommand({
  type: "SetRegisterPrinter",
  schema: zSetRegisterPrinter,
  attempt: async ({ store }, { registerId, address, paper, cut }) => {
    const { shop, version } = await loadShop(store);
    const printer = address && { ...address, paper, cut };
    const decision = shopDecider.decide({ type: "SetRegisterPrinter", registerId, printer }, shop);
    if (!decision.ok) return decision;
    return ok({
      facts: decision.value,
      expected: [{ stream: SHOP, version }],
      gate: "always",
      outcome: { registerId, printer },
    });
  },
});
