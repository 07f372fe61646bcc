import { createTRPCClient, httpLink } from "@trpc/client";
import superjson from "superjson";
import type { AppRouter } from "#trpc/routers/router.ts";

export type ApiClient = ReturnType<typeof openApiClient>;

/** Speaks to the API as pages do, one request a call. */
export function openApiClient(url: string) {
  return createTRPCClient<AppRouter>({
    links: [httpLink({ url: `${url}/api/trpc`, transformer: superjson })],
  });
}
