import { HttpError, page } from "fresh";
import { Head } from "fresh/runtime";
import TillIsland from "../../../../islands/Till.tsx";
import TillChip from "../../../../islands/TillChip.tsx";
import TillMenu from "../../../../islands/TillMenu.tsx";
import TillName from "../../../../islands/TillName.tsx";
import { PageShell } from "../../../../ui/Shell.tsx";
import { buildId } from "../../../(_shared)/build_id.ts";
import { define } from "../../../(_shared)/define.ts";

/**
 * The till without anything of a shop: the service worker keeps it and answers `/caja` with it, and all that is shown comes
 * from what the device keeps (edge-and-ux §3.3). It stands beside the folder `caja/`, whose pages ask who is there.
 */
export const handler = define.handlers({
  GET({ state }) {
    if (!state.shop) throw new HttpError(404);
    return page(undefined, { headers: { "cache-control": "no-cache" } });
  },
});

export default define.page<typeof handler>(({ url, state }) => (
  <PageShell
    shopName={<TillName />}
    rooms={[]}
    practice={state.shop?.practiceOf !== undefined}
    path={url.pathname}
    till
    chip={<TillChip />}
    menu={<TillMenu />}
  >
    <Head>
      <title>Caja</title>
    </Head>
    <TillIsland here={null} appBuild={buildId()} />
  </PageShell>
));
