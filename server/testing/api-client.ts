import { createTRPCClient, httpLink } from "@trpc/client";
import superjson from "superjson";
import type { AppRouter } from "#trpc/routers/router.ts";

/** A client of the API as pages use it, with one request for each call. */
export function openApiClient(url: string) {
  return createTRPCClient<AppRouter>({
    links: [httpLink({ url: `${url}/api/trpc`, transformer: superjson })],
  });
}
