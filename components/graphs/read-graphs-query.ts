import { MAX_FOLDER_PATH } from "#contract/folders.ts";
import { MAX_GRAPH_SEARCH } from "#contract/graphs/graphs.ts";
import { MAX_GRAPH_NAME } from "#engine/shape/names/graph-names.ts";

/** More are not read: people search, or go to the next page. */
const GRAPHS_A_PAGE = 100;

/** The word of the address that says which page is shown: the last name of the page before. */
export const FIRST_PAGE = { after: null } as const;

/** Which graphs the list's address asks for: one more than a page has says that there is another page. */
export function readGraphsQuery(query: ReadonlyMap<string, string>) {
  const search = query.get("search")?.trim().slice(0, MAX_GRAPH_SEARCH);
  const folder = query.get("folder")?.slice(0, MAX_FOLDER_PATH);
  const after = query.get("after")?.slice(0, MAX_GRAPH_NAME);
  return {
    ...(search && { search }),
    ...(folder && { folder }),
    ...(after && { after }),
    limit: GRAPHS_A_PAGE + 1,
  };
}

/** The graphs of a page, and the name that leads to the next one; null where this is the last one. */
export function pageOf<Graph extends { readonly name: string }>(graphs: readonly Graph[]) {
  const shown = graphs.slice(0, GRAPHS_A_PAGE);
  return { shown, next: graphs.length > GRAPHS_A_PAGE ? (shown.at(-1)?.name ?? null) : null };
}
