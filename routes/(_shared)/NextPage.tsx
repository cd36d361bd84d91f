import { LinkButton } from "../../ui/Button.tsx";

/** Steps through a list in the order of its names: forward by cursor, and back to where it begins. */
export function NextPage({ url, cursor, next, label }: {
  readonly url: URL;
  /** Where this page began; absent on the first. */
  readonly cursor: string | undefined;
  readonly next: string | null;
  readonly label: string;
}) {
  if (cursor === undefined && next === null) return null;
  return (
    <nav aria-label={label} class="flex justify-between gap-3 pt-4">
      {cursor === undefined
        ? <span />
        : <LinkButton kind="secondary" href={addressWith(url, null)}>Al comienzo</LinkButton>}
      {next !== null && (
        <LinkButton kind="secondary" href={addressWith(url, next)} rel="next">Siguientes</LinkButton>
      )}
    </nav>
  );
}

function addressWith(url: URL, cursor: string | null): string {
  const query = new URLSearchParams(url.search);
  query.delete("hecho");
  query.delete("desde");
  if (cursor !== null) query.set("desde", cursor);
  return query.size === 0 ? url.pathname : `${url.pathname}?${query}`;
}
