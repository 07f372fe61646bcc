import { type DehydratedState, dehydrate, QueryClient } from "@tanstack/react-query";
import { createTRPCOptionsProxy, type TRPCOptionsProxy } from "@trpc/tanstack-react-query";
import { headers } from "next/headers";
import { wireText } from "#engine/json/wire.ts";
import { type AppRouter, appRouter } from "../routers/router.ts";
import { contextOfPage } from "./context-of.ts";

/** A page waits no longer than this for its first queries. It then asks for the missing answers itself. */
const MAX_WAIT_MS = 1_000;

/**
 * Runs the first queries of a page on the server, so that the page arrives with their answers.
 *
 * @param run starts the queries: `queries.prefetchQuery(trpc.graphs.list.queryOptions({}))`.
 * @returns the answers for `HydrationBoundary`, without those that were refused, failed or took too long. Each is a text,
 *   because React's own format of a page has no exact numbers.
 */
export async function prefetch(
  run: (trpc: TRPCOptionsProxy<AppRouter>, queries: QueryClient) => readonly Promise<void>[],
): Promise<DehydratedState> {
  const queries = new QueryClient({ defaultOptions: { dehydrate: { serializeData: wireText } } });
  const requestHeaders = await headers();
  const trpc = createTRPCOptionsProxy({
    router: appRouter,
    ctx: () => contextOfPage(requestHeaders),
    queryClient: queries,
  });
  let timer: NodeJS.Timeout | undefined;
  const timeout = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, MAX_WAIT_MS);
  });
  await Promise.race([Promise.all(run(trpc, queries)), timeout]);
  clearTimeout(timer);
  return dehydrate(queries);
}
