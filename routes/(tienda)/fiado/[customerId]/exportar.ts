import { HttpError } from "fresh";
import { exportPerson } from "../../../../commands/customer/export_person.ts";
import { may } from "../../../../commands/people/permissions.ts";
import { defineShop } from "../../../(_shared)/define.ts";

/** Everything the shop holds of one person, as a file for that person. */
export const handler = defineShop.handlers({
  async GET({ state: { store, staff }, params }) {
    if (!may(staff.role, "manage_data")) throw new HttpError(403);
    const person = await exportPerson(store, params["customerId"] ?? "");
    if (!person) throw new HttpError(404);
    return new Response(JSON.stringify(person, null, 2), {
      headers: {
        "content-type": "application/json; charset=utf-8",
        "content-disposition": `attachment; filename="datos-${person.customer.customerId}.json"`,
      },
    });
  },
});
