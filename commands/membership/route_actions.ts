import type { Action } from "../../domain/membership/access.ts";

export type { Action };

/** `always`: in every state, a closed shop's too: ways in and out, what the law lets a person ask, what says no secret. */
export type RouteAction = Action | "always";

/**
 * What each page and each endpoint of a shop is, as its membership sees it (features §4.3). The one table of this:
 * whoever adds a route says here what it does, or a test fails.
 * - `sell`: what only a shop that goes on selling needs, its goods and prices included. Not while blocked.
 * - `configure`: what makes a shop larger: people, registers, imports. Not from RESTRICTED on.
 * - `close_session`: what ends a day that began: cash, returns, debts paid, tickets printed. Open while blocked.
 * - `sync_earlier`: what brings home what was sold before. Open until the shop is closed.
 */
export const ROUTE_ACTIONS: Readonly<Record<string, RouteAction>> = {
  "GET /": "always",
  "GET /robots.txt": "always",
  "GET /ingresar": "always",
  "POST /ingresar": "always",
  "GET /entrar": "always",
  "POST /salir": "always",
  "GET /salud": "always",
  "GET /listo": "always",
  "GET /metrics": "always",
  "GET /manifest.webmanifest": "always",
  "GET /sw.js": "always",
  "GET /caja/cascara": "always",
  "POST /practica/terminar": "always",

  "GET /caja": "close_session",
  "GET /caja/impresora": "close_session",
  "POST /caja/impresora": "close_session",
  "GET /caja/ticket/:saleId": "close_session",
  "GET /caja/cierre/:cashSessionId": "close_session",
  "GET /vincular": "sync_earlier",
  "POST /practica": "sell",
  "GET /practica/pase": "sell",

  "GET /hoy": "read",
  "GET /ventas": "read",
  "GET /ventas/:saleId": "read",
  "GET /ventas/productos": "read",
  "GET /ventas/sin-movimiento": "read",
  "GET /auditoria": "read",
  "GET /auditoria/evento/:pos": "read",
  "GET /auditoria/estado": "read",
  "GET /auditoria/comprobar": "read",
  "POST /auditoria/comprobar": "read",
  "GET /auditoria/sellos": "read",
  "POST /auditoria/sellos": "read",
  "GET /auditoria/series": "read",
  "GET /auditoria/exportar": "export",
  "GET /auditoria/prueba/:which": "export",

  "GET /equipo": "read",
  "GET /equipo/nueva": "configure",
  "POST /equipo/nueva": "configure",
  "GET /equipo/:personId": "read",
  // Whoever may no longer come in must be kept out in any state.
  "POST /equipo/:personId": "read",
  "GET /equipo/:personId/datos": "export",
  "GET /equipos": "read",
  "POST /equipos": "sell",
  "POST /equipos/vinculacion": "sell",
  "POST /equipos/:deviceId/nombre": "sell",
  "POST /equipos/:deviceId/quitar": "read",
  "GET /ajustes": "read",
  "GET /ajustes/cobros": "read",
  "POST /ajustes/cobros": "sell",
  "GET /ajustes/horario": "read",
  "POST /ajustes/horario": "sell",
  "GET /ajustes/caja": "read",
  "POST /ajustes/caja": "sell",
  "GET /ajustes/llaves": "read",
  "POST /ajustes/llaves": "sell",
  "POST /ajustes/llaves/:keyId/quitar": "read",

  "GET /fiado": "read",
  "GET /fiado/nuevo": "sell",
  "POST /fiado/nuevo": "sell",
  "GET /fiado/cuaderno": "configure",
  "POST /fiado/cuaderno": "configure",
  "GET /fiado/:customerId": "read",
  "POST /fiado/:customerId": "close_session",
  "GET /fiado/:customerId/exportar": "export",
  "GET /fiado/:customerId/borrar": "always",
  "POST /fiado/:customerId/borrar": "always",

  "GET /inventario": "read",
  "GET /inventario/:productId": "read",
  "GET /inventario/conteo": "sell",
  "POST /inventario/conteo": "sell",
  "GET /inventario/ingreso": "sell",
  "POST /inventario/ingreso": "sell",
  "GET /inventario/merma": "sell",
  "POST /inventario/merma": "sell",
  "GET /productos": "read",
  "GET /productos/nuevo": "sell",
  "POST /productos/nuevo": "sell",
  "GET /productos/:productId": "read",
  "POST /productos/:productId": "sell",
  "POST /productos/:productId/retirar": "sell",
  "POST /productos/:productId/restaurar": "sell",
  "GET /productos/importar": "configure",
  "POST /productos/importar": "configure",
  "GET /productos/importar/:uploadId": "configure",
  "POST /productos/importar/:uploadId": "configure",
  "GET /productos/importar/listo/:importId": "read",
  "POST /productos/importar/deshacer": "sell",

  "GET /api/v1/docs": "always",
  "GET /api/v1/openapi.json": "always",
  "GET /api/v1/session": "always",
  "DELETE /api/v1/session": "always",
  "POST /api/v1/sync/push": "sync_earlier",
  "GET /api/v1/sync/pull": "sync_earlier",
  // A tablet whose answer was lost, or one that stands in for a broken one, brings home what it has.
  "POST /api/v1/devices": "sync_earlier",
  "GET /api/v1/devices": "read",
  "GET /api/v1/devices/:id": "read",
  "PATCH /api/v1/devices/:id": "sell",
  "DELETE /api/v1/devices/:id": "read",
  "POST /api/v1/pairing-codes": "sync_earlier",
  "GET /api/v1/series": "read",
  "GET /api/v1/registers": "read",
  "PUT /api/v1/registers/:id/printer": "close_session",
  "POST /api/v1/registers/:id/printer-tests": "close_session",
  "GET /api/v1/cash-sessions": "read",
  "POST /api/v1/cash-sessions": "sell",
  "GET /api/v1/cash-sessions/:id": "read",
  "POST /api/v1/cash-sessions/:id/movements": "close_session",
  "POST /api/v1/cash-sessions/:id/drawer-openings": "close_session",
  "POST /api/v1/cash-sessions/:id/drawer-pulses": "close_session",
  "POST /api/v1/cash-sessions/:id/closure": "close_session",
  "GET /api/v1/sales": "read",
  "POST /api/v1/sales": "sell",
  "GET /api/v1/sales/by-ticket/:number": "read",
  "GET /api/v1/sales/:id": "read",
  "POST /api/v1/sales/:id/annulment": "close_session",
  "POST /api/v1/sales/:id/refunds": "close_session",
  "GET /api/v1/sales/:id/escpos": "close_session",
  "POST /api/v1/sales/:id/print": "close_session",
  "GET /api/v1/customers": "read",
  "POST /api/v1/customers": "sell",
  "GET /api/v1/customers/:id": "read",
  "PUT /api/v1/customers/:id": "sell",
  "PUT /api/v1/customers/:id/limit": "sell",
  "POST /api/v1/customers/:id/payments": "close_session",
  "GET /api/v1/customers/:id/person": "export",
  "DELETE /api/v1/customers/:id/person": "always",
  "GET /api/v1/products": "read",
  "POST /api/v1/products": "sell",
  "GET /api/v1/products/by-code/:code": "read",
  "GET /api/v1/products/:id": "read",
  "PUT /api/v1/products/:id": "sell",
  "POST /api/v1/products/:id/restoration": "sell",
  "DELETE /api/v1/products/:id": "sell",
  "GET /api/v1/imports": "read",
  "POST /api/v1/import-previews": "configure",
  "POST /api/v1/imports": "configure",
  "DELETE /api/v1/imports/:id": "sell",
  "GET /api/v1/stock": "read",
  "GET /api/v1/stock/:productId/movements": "read",
  "POST /api/v1/stock-receipts": "sell",
  "POST /api/v1/stock-counts": "sell",
  "POST /api/v1/stock-losses": "sell",
  "GET /api/v1/ledger/events": "export",
  "GET /api/v1/ledger/events/:pos": "export",
  "GET /api/v1/ledger/checkpoints": "export",
  "GET /api/v1/ledger/head": "export",
};

/** What a request is, by its method and the pattern of its route. Null for a route the table does not name. */
export function routeAction(method: string, pattern: string): RouteAction | null {
  return ROUTE_ACTIONS[`${method === "HEAD" ? "GET" : method} ${pattern}`] ?? null;
}

/** Pages of the trades: what they show may be read, what they change is for selling. */
export const tradeAction = (method: string): Action =>
  method === "GET" || method === "HEAD" ? "read" : "sell";

/** Where the owner pays. */
export const PAY_PATH = "/plan";
