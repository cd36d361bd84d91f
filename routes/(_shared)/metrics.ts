import type { Tenants } from "../../events/store/mod.ts";

/** What this process has answered since it started, in the text format of Prometheus (exposition format 0.0.4). */
export class Metrics {
  readonly #requests = new Map<string, number>();
  readonly #buckets = new Map<number, number>(BUCKETS_MS.map((limit) => [limit, 0]));
  #count = 0;
  #sumMs = 0;

  /** One answered request. Only the class of its status is kept: a path or a shop would grow without bound. */
  observe(method: string, status: number, ms: number): void {
    const labels = `method="${KNOWN_METHODS.has(method) ? method : "other"}",status="${
      Math.trunc(status / 100)
    }xx"`;
    this.#requests.set(labels, (this.#requests.get(labels) ?? 0) + 1);
    this.#count += 1;
    this.#sumMs += ms;
    for (const limit of BUCKETS_MS) if (ms <= limit) this.#buckets.set(limit, this.#buckets.get(limit)! + 1);
  }

  text({ busyReconnects }: Pick<Tenants, "busyReconnects">): string {
    const { rss, heapUsed } = Deno.memoryUsage();
    return [
      "# TYPE caserito_requests_total counter",
      ...[...this.#requests].map(([labels, count]) => `caserito_requests_total{${labels}} ${count}`),
      "# TYPE caserito_request_seconds histogram",
      ...[...this.#buckets].map(([limit, count]) =>
        `caserito_request_seconds_bucket{le="${limit / 1000}"} ${count}`
      ),
      `caserito_request_seconds_bucket{le="+Inf"} ${this.#count}`,
      `caserito_request_seconds_sum ${this.#sumMs / 1000}`,
      `caserito_request_seconds_count ${this.#count}`,
      "# TYPE process_resident_memory_bytes gauge",
      `process_resident_memory_bytes ${rss}`,
      "# TYPE caserito_heap_used_bytes gauge",
      `caserito_heap_used_bytes ${heapUsed}`,
      "# TYPE caserito_store_busy_reconnects_total counter",
      `caserito_store_busy_reconnects_total ${busyReconnects()}`,
      "",
    ].join("\n");
  }
}

const BUCKETS_MS = [5, 10, 25, 50, 100, 250, 500, 1_000, 2_500];
const KNOWN_METHODS = new Set(["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]);
