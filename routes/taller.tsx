import { HttpError, page } from "fresh";
import { Gallery } from "../ui/gallery.tsx";
import { define } from "./(_shared)/define.ts";

/** Every component in every state, for who works on the look: in development alone. */
export const handler = define.handlers({
  GET(ctx) {
    if (ctx.state.services.environment.CASERITO_ENV !== "development") throw new HttpError(404);
    return page();
  },
});

export default define.page(({ url }) => <Gallery path={url.pathname} />);
