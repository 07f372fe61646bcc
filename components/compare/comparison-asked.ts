/** So many tracks are on a page. */
export const PAGE = 100;
/** The server gives no more pages than this one. */
const MAX_PAGE = 1_000;

/** What of a comparison is asked for. */
export type ComparisonAsked = {
  readonly all: boolean;
  readonly order: "time" | "duration";
  readonly skip: number;
  readonly limit: number;
};

/** What the address of the page asks for: `all=1`, `order=duration`, `page=2`. Anything else is as if it were not there. */
export function comparisonAsked(query: ReadonlyMap<string, string>): ComparisonAsked {
  const page = Number(query.get("page") ?? 1);
  const isPage = Number.isSafeInteger(page) && page >= 1 && page <= MAX_PAGE;
  return {
    all: query.get("all") === "1",
    order: query.get("order") === "duration" ? "duration" : "time",
    skip: isPage ? (page - 1) * PAGE : 0,
    limit: PAGE,
  };
}
