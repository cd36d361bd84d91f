import { z } from "zod";
import { customerDecider, type CustomerRefusal } from "../../domain/customer/decider.ts";
import { customerStream } from "../../domain/streams.ts";
import type { CustomerFact } from "../../events/facts/customers.ts";
import { allCustomers } from "../../events/projections/credit/queries.ts";
import type { PersonalData, TenantStore } from "../../events/store/types.ts";
import { type CreditTerms, FIRST_TERMS } from "../../kernel/credit.ts";
import { type Centimos, centimos, sumCentimos } from "../../kernel/money.ts";
import { err, ok, type Result } from "../../kernel/result.ts";
import { searchKey } from "../../kernel/search.ts";
import { defineCommand } from "../define_command.ts";
import type { Decision } from "../handle.ts";
import { fixedId } from "../fixed_id.ts";
import { loadCustomer, openCustomers } from "./load_customer.ts";
import { NOTEBOOK_MAX, type NotebookLine, readNotebook } from "./read_notebook.ts";

/** What the import will do with one line. */
export type NotebookRow =
  | {
    readonly line: number;
    readonly text: string;
    readonly fault: Extract<NotebookLine, { text: string }>["fault"];
  }
  | {
    readonly line: number;
    readonly name: string;
    readonly amountCentimos: Centimos;
    /** `done`: this person's debt from the notebook is in the ledger already. */
    readonly does: "add" | "open" | "done";
    readonly customerId: string;
    readonly debtId: string;
  };

export interface NotebookPlan {
  readonly rows: readonly NotebookRow[];
  /** Of the rows that will be written. */
  readonly totalCentimos: Centimos;
  readonly tooMany: boolean;
}

export interface NotebookImported {
  readonly debts: number;
  readonly totalCentimos: Centimos;
}
export type NotebookRefusal = { readonly type: "NothingInNotebook" };

/**
 * Reads the list and compares it with whom the shop knows. Ids are made of the name under the shop's pepper: the same
 * name is the same person and the same debt however often the list comes, and no id gives a name away.
 */
export async function planNotebook(store: TenantStore, text: string): Promise<NotebookPlan> {
  const lines = readNotebook(text), known = await customersByName(store);
  const rows = await Promise.all(
    lines.slice(0, NOTEBOOK_MAX).map(async (line): Promise<NotebookRow> => {
      if ("fault" in line) return line;
      const index = await store.people.index("notebook", line.key);
      const customerId = known.get(line.key) ?? fixedId(`customer ${index}`),
        debtId = fixedId(`debt ${index}`);
      const { customer } = await loadCustomer(store, customerId);
      const done = customer.status !== "none" && (customer.status === "erased" || customer.taken.has(debtId));
      const does = done ? "done" : customer.status === "none" ? "add" : "open";
      return {
        line: line.line,
        name: line.name,
        amountCentimos: line.amountCentimos,
        does,
        customerId,
        debtId,
      };
    }),
  );
  const written = rows.filter((row) => "does" in row && row.does !== "done");
  return {
    rows,
    totalCentimos: sumCentimos(written.map((row) => "does" in row ? row.amountCentimos : centimos(0))),
    tooMany: lines.length > NOTEBOOK_MAX,
  };
}

async function customersByName(store: TenantStore): Promise<ReadonlyMap<string, string>> {
  const opened = await openCustomers(store, (await allCustomers(store.db)).filter(({ erased }) => !erased));
  return new Map(
    opened.flatMap(({ name, customerId }) => name === null ? [] : [[searchKey(name), customerId]]),
  );
}

const zNotebook = z.object({
  notebook: z.string({ error: "required" }).trim().min(1, { error: "required" }).max(40_000, {
    error: "text_long",
  }),
});

/** The paper notebook's debts, dated now, all in one append. What is in already is passed over. */
export const importNotebook = defineCommand({
  type: "ImportNotebook",
  schema: zNotebook,
  personal: true,
  attempt: async (
    { store },
    { notebook },
  ): Promise<Result<Decision<NotebookImported>, CustomerRefusal | NotebookRefusal>> => {
    const plan = await planNotebook(store, notebook);
    const facts: CustomerFact[] = [], personal = new Map<CustomerFact, PersonalData>();
    const expected: { stream: string; version: number }[] = [];
    for (const row of plan.rows) {
      if (!("does" in row) || row.does === "done") continue;
      const { customerId, debtId, amountCentimos, name } = row;
      const { customer, version } = await loadCustomer(store, customerId);
      expected.push({ stream: customerStream(customerId), version });
      let state = customer;
      if (row.does === "add") {
        const terms = termsFor(amountCentimos);
        const added = customerDecider.decide({ type: "AddCustomer", customerId, ...terms }, state);
        if (!added.ok) return added;
        for (const fact of added.value as CustomerFact[]) {
          facts.push(fact);
          personal.set(fact, { subject: customerId, fields: { name } });
          state = customerDecider.evolve(state, fact);
        }
      }
      const opened = customerDecider.decide(
        { type: "OpenCredit", debtId, customerId, amountCentimos },
        state,
      );
      if (!opened.ok) return opened;
      facts.push(...opened.value as CustomerFact[]);
    }
    if (facts.length === 0) return err({ type: "NothingInNotebook" });
    const debts = facts.filter(({ type }) => type === "CreditOpened").length;
    const outcome = { debts, totalCentimos: plan.totalCentimos };
    return ok({ facts, expected, personal, gate: "always", outcome });
  },
});

/** Whoever owes more than a new customer may keeps their debt as the limit: the owner lent it, and decides anew. */
const termsFor = (amount: Centimos): CreditTerms => ({
  ...FIRST_TERMS,
  limitCentimos: centimos(Math.max(FIRST_TERMS.limitCentimos, amount)),
});
