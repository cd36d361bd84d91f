import type { Workplace } from "../../../events/store/control/accounts.ts";
import { ACCOUNT } from "../../../i18n/es_pe/account.ts";
import { ROLE_NAMES } from "../../../i18n/es_pe/people.ts";
import { Button, LinkButton } from "../../../ui/Button.tsx";
import { EmptyState } from "../../../ui/Card.tsx";
import { List, ListRow } from "../../../ui/List.tsx";
import { Notice } from "../../../ui/Notice.tsx";

export interface MyShopsProps {
  readonly name: string;
  readonly shops: readonly (Workplace & { readonly href: string })[];
  readonly notice: string | null;
}

/** Whose shops they are: each row goes on into one, at its own address. */
export function MyShops({ name, shops, notice }: MyShopsProps) {
  return (
    <div class="mx-auto max-w-form px-4 py-8 grid gap-6">
      <div>
        <h1 class="text-28 font-extrabold">{ACCOUNT.myShops}</h1>
        <p class="text-ink-soft">{ACCOUNT.hello(name)}</p>
      </div>
      {notice && <Notice tone="attention" title={notice} />}
      {shops.length === 0
        ? <EmptyState icon="info" title={ACCOUNT.noShops}>{ACCOUNT.noShopsHint}</EmptyState>
        : (
          <List label={ACCOUNT.myShops}>
            {shops.map(({ shop, role, href }) => (
              <ListRow key={shop.id} href={href} name={shop.name} detail={ROLE_NAMES[role]} />
            ))}
          </List>
        )}
      <div class="flex flex-wrap gap-2">
        <LinkButton kind="secondary" href="/cuenta" icon="people">{ACCOUNT.title}</LinkButton>
        <form method="post" action="/salir">
          <Button kind="quiet">Salir</Button>
        </form>
      </div>
    </div>
  );
}
