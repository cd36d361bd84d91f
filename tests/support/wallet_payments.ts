import type { Ids } from "../../kernel/ids.ts";
import type { Instant } from "../../kernel/time.ts";
import { YAPE_CODE } from "../../islands/till/wallet_fixture.ts";

/** A shop's Yape with its own static code. */
export const yapeAccount = (accountId: string, name = "Yape de Lucha") => ({
  accountId,
  wallet: "yape",
  name,
  qrText: YAPE_CODE,
  injectAmount: false,
  active: true,
  strictAboveCentimos: null,
});

export const saleIntent = (
  { ids }: { readonly ids: Ids },
  intentId: string,
  accountId: string,
  amountCentimos: number,
) => ({
  intentId,
  accountIds: [accountId],
  amountCentimos,
  purpose: "sale",
  subject: ids.next(),
  registerId: null,
  cashierId: null,
  expiresAt: null,
  reference: null,
  expectedPayer: null,
});

/** What a paired phone tells of one Yape: trust 2, a masked name. */
export const pushEvidence = (
  evidenceId: string,
  accountId: string,
  amountCentimos: number,
  at: Instant,
  payerName: string,
  trust: 0 | 1 | 2 | 3 = 2,
) => ({
  evidenceId,
  source: "device_push",
  accountId,
  trust,
  direction: "in",
  amountCentimos,
  occurredAt: at,
  receivedAt: at,
  payerName,
  masked: true,
  securityCode: null,
  operationNumber: null,
  externalReference: null,
  providerId: null,
  parserVersion: 1,
  deviceId: "celular",
  late: false,
  raw: null,
});
