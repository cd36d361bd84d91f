import type { OpenAPIHono } from "@hono/zod-openapi";
import { etag } from "hono/etag";
import { documentOf } from "./document.ts";
import { CASH_SESSIONS } from "./cash_sessions.ts";
import { CUSTOMERS } from "./customers.ts";
import { DEVICES } from "./devices.ts";
import type { Endpoint } from "./http/endpoint.ts";
import type { ApiEnv, ApiPlace } from "./http/place.ts";
import { serve } from "./http/serve.ts";
import { IMPORTS } from "./imports.ts";
import { LEDGER } from "./ledger.ts";
import { PAYMENTS } from "./payments.ts";
import { PRODUCTS } from "./products.ts";
import { REGISTERS } from "./registers.ts";
import { SALES } from "./sales.ts";
import { SERIES } from "./series.ts";
import { SESSION } from "./session.ts";
import { STOCK } from "./stock.ts";
import { SYNC } from "./sync.ts";
import { TILL_PAYMENTS } from "./till_payments.ts";
import { WALLET_LISTENER } from "./wallet_listener.ts";

export type { ApiEnv, ApiPlace } from "./http/place.ts";
export { statusProblem, tooMany } from "./http/problem.ts";
export { API_PATH } from "./http/serve.ts";

/** All there is, in the order of the document. */
export const ENDPOINTS: readonly Endpoint[] = [
  ...SESSION,
  ...SYNC,
  ...DEVICES,
  ...SERIES,
  ...REGISTERS,
  ...CASH_SESSIONS,
  ...SALES,
  ...PAYMENTS,
  ...TILL_PAYMENTS,
  ...CUSTOMERS,
  ...PRODUCTS,
  ...IMPORTS,
  ...STOCK,
  ...LEDGER,
  ...WALLET_LISTENER,
];

/** The document says no secret: whoever writes a program against a shop may read it before having an account there. */
export function createApi(): OpenAPIHono<ApiEnv> {
  const document = JSON.stringify(documentOf(ENDPOINTS));
  return serve(
    ENDPOINTS,
    (api) =>
      api.get("/openapi.json", etag(), (c) =>
        c.body(document, 200, {
          "content-type": "application/json",
          "cache-control": "public, max-age=300",
        })),
  );
}

const api = createApi();

/** Answers a request below `/api/v1` for the shop and the person that its place names. */
export const handleApi = async (request: Request, place: ApiPlace): Promise<Response> =>
  await api.fetch(request, place);
