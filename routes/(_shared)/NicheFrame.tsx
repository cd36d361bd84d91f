import type { PageProps } from "fresh";
import type { State } from "./define.ts";
import { ShopPage } from "./ShopPage.tsx";

/** The frame of the shop's pages around a page of a trade, which knows nothing of routes. */
export const nicheFrame = (title: string) => ({ Component, state, url }: PageProps<unknown, State>) => (
  <ShopPage state={state} url={url} title={title}>
    <Component />
  </ShopPage>
);
