import { exportPerson } from "../../commands/people/person_data.ts";
import { defineAccount } from "../(_shared)/define.ts";

export const handler = defineAccount.handlers({
  async GET({ state: { account, services } }) {
    const data = await exportPerson(services.control, account.personId, services.clock.now());
    return new Response(JSON.stringify(data, null, 2), {
      headers: {
        "content-type": "application/json; charset=utf-8",
        "content-disposition": 'attachment; filename="mis-datos.json"',
      },
    });
  },
});
