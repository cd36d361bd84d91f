import { page, type PageProps } from "fresh";
import { type StaffRecord, staffRecords } from "../../../events/store/control/staff_records.ts";
import { ROLE_NAMES } from "../../../i18n/es_pe/people.ts";
import { STAFF } from "../../../i18n/es_pe/staff.ts";
import { formatInstant } from "../../../kernel/time.ts";
import { LinkButton } from "../../../ui/Button.tsx";
import { List, ListRow } from "../../../ui/List.tsx";
import { Notice } from "../../../ui/Notice.tsx";
import { defineShop, type ShopState } from "../../(_shared)/define.ts";
import { doneOf } from "../../(_shared)/form.ts";
import { ShopPage } from "../../(_shared)/ShopPage.tsx";

interface StaffPage {
  readonly people: readonly StaffRecord[];
  readonly done: string | undefined;
}

export const handler = defineShop.handlers({
  async GET(ctx) {
    const { services: { control }, shop } = ctx.state;
    return page<StaffPage>({ people: await staffRecords(control, shop.id), done: STAFF.done[doneOf(ctx)] });
  },
});

/** Who works in this shop, and who did. */
export default defineShop.page<typeof handler>(({ data, state, url }: PageProps<StaffPage, ShopState>) => (
  <ShopPage
    state={state}
    url={url}
    title={STAFF.title}
    actions={<LinkButton icon="plus" href="/equipo/nueva">{STAFF.add}</LinkButton>}
  >
    <div class="grid gap-4 max-w-prose">
      {data.done && <Notice tone="ok" title={data.done} />}
      <List label={STAFF.list}>
        {data.people.map((person) => <PersonRow key={person.personId} person={person} />)}
      </List>
    </div>
  </ShopPage>
));

const PersonRow = ({ person }: { readonly person: StaffRecord }) => (
  <ListRow
    href={`/equipo/${person.personId}`}
    name={person.name || STAFF.erased}
    detail={[
      ROLE_NAMES[person.role],
      person.active ? person.hasPin ? STAFF.hasPin : STAFF.noPin : null,
      person.seenAt ? STAFF.seen(formatInstant(person.seenAt)) : STAFF.neverSeen,
    ].filter(Boolean).join(" · ")}
    state={person.active ? undefined : { tone: "info", word: STAFF.left }}
  />
);
