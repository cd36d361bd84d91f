import { conformance } from "./conformance.ts";
import { embeddedBackend } from "./embedded_backend.ts";

const dir = await Deno.makeTempDir({ prefix: "caserito-embedded-" });
Deno.test.afterAll(() => Deno.remove(dir, { recursive: true }));

conformance({ name: "embedded", backend: () => embeddedBackend(dir, 256) });
