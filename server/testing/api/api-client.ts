import { randomUUID } from "node:crypto";
import { createTRPCClient, httpLink } from "@trpc/client";
import { REQUEST_ID_HEADER } from "#contract/requests.ts";
import { transformer, WIRE_HEADERS } from "#contract/transformer.ts";
import type { AppRouter } from "#trpc/routers/router.ts";

/**
 * A client of the API, with one request for each call. Each change has an id of its own, or always this one. It does
 * not ask what became of a request whose answer was lost.
 */
export function openApiClient(url: string, requestId?: string) {
  const headers = () => ({ ...WIRE_HEADERS, [REQUEST_ID_HEADER]: requestId ?? randomUUID() });
  return createTRPCClient<AppRouter>({
    links: [httpLink({ url: `${url}/api/trpc`, transformer, headers })],
  });
}
