import type { Query, QueryClient } from "@tanstack/react-query";

const isLive = ({ meta }: Pick<Query, "meta">) => meta?.["isLive"] === true;

/** Queries that are asked once more when their answer is there. */
const askedAgain = new WeakSet<Query>();

/**
 * Has all live queries asked again after a change. An answer that is on its way is waited for: else a slow one would never
 * arrive. It may be older than the change, so the query is asked once more then.
 */
export function refreshLive(queries: QueryClient): void {
  const underWay = queries.getQueryCache().findAll({ predicate: isLive, fetchStatus: "fetching" });
  void queries.invalidateQueries({ predicate: isLive }, { cancelRefetch: false });
  for (const query of underWay) {
    if (askedAgain.has(query)) continue;
    askedAgain.add(query);
    const again = () => {
      askedAgain.delete(query);
      void queries.invalidateQueries({ queryKey: query.queryKey, exact: true }, { cancelRefetch: false });
    };
    query.promise?.then(again, again);
  }
}
