/**
 * Makes a shop and is gone at a durable step of it: `sign_up_child.ts <dir> <sign-up id> <step> <before|after>`. Started
 * by `sign_up_crash_test.ts`. Prints `whole` where there was no such step.
 */
import { signUp } from "../../commands/shops/sign_up.ts";
import { openServices } from "../../compose.ts";
import { readEnvironment } from "../../config.ts";
import { beginningOf } from "../../niches/beginning.ts";

const [dir, signUpId, at, when] = Deno.args as [string, string, string, string];
const services = await openServices(readEnvironment({ CASERITO_ENV: "test", CASERITO_DATA_DIR: dir }));
let step = 0;
/** Each write that lasts, of the registry, of the ledger and of the keys. As a power cut: nothing is tidied up. */
async function lasting<T>(write: () => Promise<T>): Promise<T> {
  const isLast = ++step === Number(at);
  if (isLast && when === "before") Deno.kill(Deno.pid, "SIGKILL");
  const done = await write();
  if (isLast) Deno.kill(Deno.pid, "SIGKILL");
  return done;
}

const { control, tenants, subjectKeys } = services;
const watched = {
  ...services,
  address: null,
  personId: null,
  control: { ...control, batch: (statements) => lasting(() => control.batch(statements)) },
  subjectKeys: {
    ...subjectKeys,
    create: (owner, subject) => lasting(() => subjectKeys.create(owner, subject)),
  },
  tenants: {
    ...tenants,
    async create(tenant) {
      const store = await lasting(() => tenants.create(tenant));
      const append = store.append.bind(store);
      store.append = (request) => lasting(() => append(request));
      return store;
    },
  },
} satisfies Parameters<typeof signUp>[0];

const made = await signUp(
  watched,
  { signUpId, phone: "987654321", niche: "peluqueria", name: "Peluquería Rosa", slug: "" },
  beginningOf,
);
Deno.stdout.writeSync(new TextEncoder().encode(made.ok ? "whole" : JSON.stringify(made.error)));
Deno.exit(0);
