/**
 * `deno task test [deno test arguments]`: every test, browser tests included, closed by one plain line
 * `N passed, N failed` that is read from the runner's own summary. This file is not called test.ts: the runner would
 * take it for a test and start itself again, for ever.
 */
import { findBrowser, installBrowser } from "./browser.ts";
import { complain, print } from "./cli.ts";

if (!findBrowser() && !(await installBrowser())) {
  complain(
    "The browser tests need Chrome or Chromium: install one, or set CASERITO_BROWSER to the path of its program.",
  );
  print("0 passed, 1 failed");
  Deno.exit(1);
}

const inCi = Deno.env.get("CI") === "true";
const child = new Deno.Command(Deno.execPath(), {
  args: ["test", "-P=test", "--parallel", ...(inCi ? ["--frozen"] : []), ...Deno.args],
  env: { CASERITO_BROWSER: findBrowser()!, DENO_JOBS: "2", NO_COLOR: "1" },
  stdin: "null",
  stdout: "piped",
  stderr: "inherit",
}).spawn();

const decoder = new TextDecoder();
let tail = "";
for await (const chunk of child.stdout) {
  await Deno.stdout.write(chunk);
  tail = (tail + decoder.decode(chunk, { stream: true })).slice(-4000);
}
const { code } = await child.status;
const summary = [...tail.matchAll(/^(?:ok|FAILED) \| (\d+) passed.*?\| (\d+) failed/gm)].at(-1);
const [passed, failed] = [Number(summary?.[1] ?? 0), Number(summary?.[2] ?? 0)];
// A run that dies before its summary, or fails without a failing test (a leak, a type error), is a failure too.
const broken = code !== 0 && failed === 0 ? 1 : 0;
print(`${passed} passed, ${failed + broken} failed`);
Deno.exit(code !== 0 || passed === 0 ? code || 1 : 0);
