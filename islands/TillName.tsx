import { currentTill } from "./till/current.ts";

/** The shop's name over a till that started from this device alone. */
export default function TillName() {
  return <>{currentTill.value?.props.shop.name ?? "Caja"}</>;
}
