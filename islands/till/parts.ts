/** What the first sale does not need, in one script that is fetched behind it. */
export { goAlong } from "./behind.ts";
export { CameraStrip as camera } from "./CameraStrip.tsx";
export { CashSheet as cash } from "./CashSheet.tsx";
export { Closing as closing } from "./Closing.tsx";
export { CreateSheet as create } from "./CreateSheet.tsx";
export { DiscountSheet as discount } from "./DiscountSheet.tsx";
export { HoldsSheet as holds } from "./HoldsSheet.tsx";
export { InstallIosSheet as installIos } from "./InstallIosSheet.tsx";
export { InstallOffer as install } from "./InstallOffer.tsx";
export { KeysSheet as keys } from "./KeysSheet.tsx";
export { ReceiptSheet as receipt } from "./ReceiptSheet.tsx";
export { UnsentSheet as unsent } from "./UnsentSheet.tsx";
export {
  Amount as amount,
  Choose as choose,
  LineQuantity as quantity,
  Measure as measure,
  Unknown as unknown,
} from "./ProductSheets.tsx";
export { UpdateNeeded as updateNeeded, UpdateNotice as update } from "./UpdateNotice.tsx";
