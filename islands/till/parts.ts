/** What the first sale does not need, in one script that is fetched behind it. */
export { CashSheet as cash } from "./CashSheet.tsx";
export { Closing as closing } from "./Closing.tsx";
export { CreateSheet as create } from "./CreateSheet.tsx";
export { DiscountSheet as discount } from "./DiscountSheet.tsx";
export { HoldsSheet as holds } from "./HoldsSheet.tsx";
export { KeysSheet as keys } from "./KeysSheet.tsx";
export { ReceiptSheet as receipt } from "./ReceiptSheet.tsx";
