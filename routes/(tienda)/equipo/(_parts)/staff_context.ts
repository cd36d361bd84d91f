import type { StaffContext } from "../../../../commands/people/staff.ts";
import { commandContext, type ShopState } from "../../../(_shared)/define.ts";

export const staffContext = (state: ShopState): StaffContext => ({
  ...commandContext(state),
  control: state.services.control,
  shop: state.shop.id,
});
