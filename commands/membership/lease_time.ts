/** How long a till may sell without hearing from us, and we without hearing of payments (edge-and-ux §2.2, point 9). */
export const LEASE_MS = 7 * 86_400_000;
