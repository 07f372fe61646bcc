import type { Query, QueryClient } from "@tanstack/react-query";

const isLive = ({ meta }: Pick<Query, "meta">) => meta?.["isLive"] === true;

/** A live query that costs more than others is asked at most so often: `meta: { isLive: true, gapMs: 5_000 }`. */
const gapOf = ({ meta }: Pick<Query, "meta">) => (typeof meta?.["gapMs"] === "number" ? meta["gapMs"] : 0);

/** Queries that are asked once their gap is over. */
const putOff = new WeakSet<Query>();

/** Queries that are asked once more when their answer is there. */
const askedAgain = new WeakSet<Query>();

/**
 * Has all live queries asked again after a change. An answer that is on its way is waited for: else a slow one would never
 * arrive. It may be older than the change, so the query is asked once more then.
 */
export function refreshLive(queries: QueryClient): void {
  const due = new Set<Query>();
  for (const query of queries.getQueryCache().findAll({ predicate: isLive })) {
    const left = leftOf(query);
    if (left === 0) due.add(query);
    else askLater(queries, query, left);
  }
  const underWay = [...due].filter(({ state }) => state.fetchStatus === "fetching");
  void queries.invalidateQueries({ predicate: (query) => due.has(query) }, { cancelRefetch: false });
  for (const query of underWay) {
    if (askedAgain.has(query)) continue;
    askedAgain.add(query);
    const again = () => {
      askedAgain.delete(query);
      ask(queries, query);
    };
    query.promise?.then(again, again);
  }
}

/** For how long a query that was just answered is not asked again; 0 where it may be. */
function leftOf(query: Query): number {
  const gap = gapOf(query);
  const left = query.state.dataUpdatedAt + gap - Date.now();
  // The clock of a machine may have been put back.
  return query.state.fetchStatus === "fetching" || left <= 0 || left > gap ? 0 : left;
}

function askLater(queries: QueryClient, query: Query, left: number): void {
  if (putOff.has(query)) return;
  putOff.add(query);
  setTimeout(() => {
    putOff.delete(query);
    ask(queries, query);
  }, left);
}

function ask(queries: QueryClient, { queryKey }: Query): void {
  void queries.invalidateQueries({ queryKey, exact: true }, { cancelRefetch: false });
}
