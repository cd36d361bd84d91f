import { HttpError } from "fresh";
import { may } from "../../../../commands/people/permissions.ts";
import { staffRecords } from "../../../../events/store/control/staff_records.ts";
import { defineShop } from "../../../(_shared)/define.ts";

/** What this shop keeps of a person, as one file. What their account holds besides is theirs to take, at `/cuenta/datos`. */
export const handler = defineShop.handlers({
  async GET({ params, state: { services: { control }, shop, staff } }) {
    if (!may(staff.role, "manage_data")) throw new HttpError(403);
    const person = (await staffRecords(control, shop.id)).find(({ personId }) =>
      personId === params["personId"]
    );
    if (!person) throw new HttpError(404);
    return new Response(JSON.stringify({ shop: shop.slug, ...person }, null, 2), {
      headers: {
        "content-type": "application/json; charset=utf-8",
        "content-disposition": `attachment; filename="persona-${person.personId}.json"`,
      },
    });
  },
});
