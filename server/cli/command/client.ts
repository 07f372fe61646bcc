import { createTRPCClient, httpBatchLink, httpSubscriptionLink, splitLink } from "@trpc/client";
import { EventSource } from "eventsource";
import superjson from "superjson";
import type { AppRouter } from "#trpc/routers/router.ts";
import type { Address } from "./address.ts";

export type Client = ReturnType<typeof openClient>;

/** Longer than any transaction of the server takes. After this time the server counts as not answering. */
const ANSWER_MS = 60_000;

/** The typed client of the HTTP API that the browser uses too. It sends nothing before the first call. */
export function openClient({ url, token }: Address) {
  const endpoint = `${url}/api/trpc`;
  const authorization: Record<string, string> = token === null ? {} : { authorization: `Bearer ${token}` };
  return createTRPCClient<AppRouter>({
    links: [
      splitLink({
        condition: ({ type }) => type === "subscription",
        true: httpSubscriptionLink({
          url: endpoint,
          transformer: superjson,
          EventSource,
          eventSourceOptions: {
            fetch: (input, init) => fetch(input, { ...init, headers: { ...init.headers, ...authorization } }),
          },
        }),
        false: httpBatchLink({
          url: endpoint,
          transformer: superjson,
          headers: authorization,
          fetch: (input, init) =>
            fetch(input, { ...(init as RequestInit), signal: AbortSignal.timeout(ANSWER_MS) }),
        }),
      }),
    ],
  });
}
