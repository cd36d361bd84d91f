import assert from "node:assert/strict";
import { signal } from "@preact/signals";
import { err, ok, type Result } from "../../../kernel/result.ts";
import { testView } from "../../../kernel/ticket_print.ts";
import type { PrintJob } from "./print_job.ts";
import { PrintQueue } from "./queue.ts";
import type { PrintFault } from "./ways.ts";

const jobOf = (jobId: string): PrintJob => ({
  jobId,
  saleId: jobId,
  view: testView("Lucha", "", ""),
  fault: null,
});

function printerOf(answers: readonly Result<void, PrintFault>[]) {
  const jobs = signal<readonly PrintJob[]>([]), tried: string[] = [];
  const rest = [...answers];
  let kept: readonly PrintJob[] = [];
  const queue = new PrintQueue({
    jobs,
    keep: (now) => kept = now,
    print: (job) => {
      tried.push(job.jobId + (job.view.copy ? " copia" : ""));
      return Promise.resolve(rest.shift() ?? ok(undefined));
    },
  });
  return { queue, jobs, tried, kept: () => kept.map(({ jobId, fault }) => [jobId, fault]) };
}

Deno.test("tickets come out in the order of their sales, one at a time", async () => {
  const { queue, tried, kept } = printerOf([]);
  for (const id of ["a", "b", "c"]) queue.add(jobOf(id));
  assert.equal(await queue.run(), true);
  assert.deepEqual(tried, ["a", "b", "c"]);
  assert.deepEqual(kept(), []);
});

Deno.test("what fails waits with its reason and what is behind it waits too, until somebody tries again", async () => {
  const { queue, tried, kept } = printerOf([err("paper"), err("paper")]);
  queue.add(jobOf("a"));
  assert.equal(await queue.run(), false);
  queue.add(jobOf("b"));
  assert.equal(await queue.run(), false);
  assert.deepEqual(kept(), [["a", "paper"], ["b", null]]);
  assert.equal(await queue.run(), true);
  assert.deepEqual(tried, ["a", "a", "a", "b"]);
  assert.deepEqual(kept(), []);
});

Deno.test("half a ticket printed again says that it is a copy; one that never began does not", async () => {
  for (const [fault, second] of [["cut", "a copia"], ["off", "a"]] as const) {
    const { queue, tried } = printerOf([err(fault)]);
    queue.add(jobOf("a"));
    await queue.run();
    await queue.run();
    assert.deepEqual(tried, ["a", second]);
  }
});

Deno.test("asked again while it prints, it prints once", async () => {
  const { queue, tried } = printerOf([]);
  queue.add(jobOf("a"));
  await Promise.all([queue.run(), queue.run(), queue.run()]);
  assert.deepEqual(tried, ["a"]);
});

Deno.test("what nobody wants any more does not come back from a failing attempt", async () => {
  const { queue, kept } = printerOf([err("off")]);
  queue.add(jobOf("a"));
  queue.forget();
  await queue.run();
  assert.deepEqual(kept(), []);
});
