import { page, type PageProps } from "fresh";
import { may } from "../../../commands/people/permissions.ts";
import { NICHES } from "../../../niches/mod.ts";
import { List, ListRow } from "../../../ui/List.tsx";
import { defineShop, type ShopState } from "../../(_shared)/define.ts";
import { ShopPage } from "../../(_shared)/ShopPage.tsx";
import { type Setting, SETTINGS } from "./(_parts)/settings.ts";

export const handler = defineShop.handlers({
  GET: ({ state: { shop, staff } }) =>
    page([...SETTINGS, ...ofTrade(shop.niche)].filter(({ permission }) => may(staff.role, permission))),
});

/** What a trade asks to be set of its own. */
const ofTrade = (niche: string): Setting[] =>
  (NICHES.find(({ slug }) => slug === niche)?.pages ?? []).flatMap(({ path, title, permission }) =>
    permission === null ? [] : [{ path, name: title, says: "De tu rubro", permission }]
  );

/** Everything of the shop that is set once and looked at seldom. */
export default defineShop.page<typeof handler>((
  { data, state, url }: PageProps<readonly Setting[], ShopState>,
) => (
  <ShopPage state={state} url={url} title="Ajustes">
    <div class="max-w-prose">
      <List label="Ajustes">
        {data.map(({ path, name, says }) => <ListRow key={path} href={path} name={name} detail={says} />)}
      </List>
    </div>
  </ShopPage>
));
