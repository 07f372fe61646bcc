import { type DehydratedState, dehydrate, QueryClient } from "@tanstack/react-query";
import { createTRPCOptionsProxy, type TRPCOptionsProxy } from "@trpc/tanstack-react-query";
import { headers } from "next/headers";
import { type AppRouter, appRouter } from "../routers/router.ts";
import { contextOf } from "./serve-api.ts";

/** A page is not kept back longer than this: it asks itself for what is not there by then. */
const MAX_WAIT_MS = 1_000;

/**
 * Runs the first queries of a page on the server, so that the page arrives with their answers.
 *
 * @param run starts the queries: `queries.prefetchQuery(trpc.graphs.list.queryOptions({}))`.
 * @returns the answers for `HydrationBoundary`. What was refused, failed or took too long is not among them.
 */
export async function prefetch(
  run: (trpc: TRPCOptionsProxy<AppRouter>, queries: QueryClient) => readonly Promise<void>[],
): Promise<DehydratedState> {
  const queries = new QueryClient();
  const requestHeaders = await headers();
  const trpc = createTRPCOptionsProxy({
    router: appRouter,
    ctx: () => contextOf(requestHeaders),
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
