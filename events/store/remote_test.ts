import { startSqld } from "../../tests/support/sqld.ts";
import { conformance } from "./conformance.ts";
import { remoteBackend } from "./remote_backend.ts";

const server = await startSqld();
Deno.test.afterAll(() => server?.stop());

const backend = () => remoteBackend({ kind: "remote", url: server!.url, adminUrl: server!.adminUrl });
conformance({ name: "remote", backend, ignore: server === null });
