/** What the first sale does not need, in one script that is fetched behind it. */
export { goAlong } from "./behind.ts";
export { CameraStrip as camera } from "./CameraStrip.tsx";
export { CashSheet as cash } from "./CashSheet.tsx";
export { Closing as closing } from "./Closing.tsx";
export { DrawerSheet as openDrawer } from "./DrawerSheet.tsx";
export { LockScreen as lock } from "./LockScreen.tsx";
export { MembershipNotice as membership } from "./MembershipNotice.tsx";
export { OverrideSheet as override } from "./OverrideSheet.tsx";
export { RefundSheet as refund } from "./RefundSheet.tsx";
export { SalesSheet as sales } from "./SalesSheet.tsx";
export { SoldSheet as sold } from "./SoldSheet.tsx";
export { DebtorCard as debtorCard, DebtorSheet as debtor } from "./DebtorSheet.tsx";
export { DebtSheet as debt } from "./DebtSheet.tsx";
export { CreateSheet as create } from "./CreateSheet.tsx";
export { DiscountSheet as discount } from "./DiscountSheet.tsx";
export { HoldsSheet as holds } from "./HoldsSheet.tsx";
export { InstallIosSheet as installIos } from "./InstallIosSheet.tsx";
export { InstallOffer as install } from "./InstallOffer.tsx";
export { KeysSheet as keys } from "./KeysSheet.tsx";
export { Goods as goods, Operation as operation, PaidParts as paidParts } from "./PaymentParts.tsx";
export { PrintingSheet as printing } from "./PrintingSheet.tsx";
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
export { ToSeeSheet as toSee } from "./ToSeeSheet.tsx";
export { WalletPayment as wallet } from "./WalletPayment.tsx";
export { PairSheet as pairSheet } from "./PairSheet.tsx";
export { Refused as refused } from "./Refused.tsx";
export { HandOverSheet as handOver } from "./HandOverSheet.tsx";
export { UnpairSheet as unpair } from "./UnpairSheet.tsx";
