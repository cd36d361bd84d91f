import { removingPasskey } from "../../../events/store/control/passkeys.ts";
import { defineAccount } from "../../(_shared)/define.ts";
import { readTyped } from "../../(_shared)/form.ts";

export const handler = defineAccount.handlers({
  async POST(ctx) {
    const { account, services: { control } } = ctx.state, { llave = "" } = await readTyped(ctx.req);
    await control.batch([removingPasskey(account.personId, llave)]);
    return ctx.redirect("/cuenta?hecho=llave-fuera", 303);
  },
});
