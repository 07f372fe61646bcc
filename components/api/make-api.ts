import { QueryClient } from "@tanstack/react-query";
import {
  createTRPCClient,
  httpBatchLink,
  httpLink,
  httpSubscriptionLink,
  type Operation,
  splitLink,
} from "@trpc/client";
import { isKeptRequest, namesPerson, requestHeaders, requestLink } from "#client/request-link.ts";
import { PERSON_HEADER } from "#contract/requests.ts";
import { transformer, WIRE_HEADERS } from "#contract/transformer.ts";
import { readWireText } from "#engine/json/wire.ts";
import { utf8Length } from "#engine/text/utf8-length.ts";
import type { AppRouter } from "#trpc/routers/router.ts";
import type { ServerSignal } from "./connection/connection.ts";
import { connectionLink } from "./connection-link.ts";
import { isAway } from "./shown-problem.ts";

const URL = "/api/trpc";
/** The server refuses larger batches (`MAX_CALLS_A_REQUEST` in server/trpc). */
const MAX_CALLS_A_REQUEST = 20;
/** Node refuses a request whose headers have more than 16 KiB, and the address is one of them. */
const MAX_URL = 8_000;
const FIRST_PAUSE_MS = 250;
const MAX_PAUSE_MS = 8_000;
/** Two parts of a page that ask for the same thing while it opens share one answer. */
const FRESH_MS = 1_000;

/** What the browser speaks to the server with; one for each page load. */
export type Api = {
  readonly queryClient: QueryClient;
  readonly trpcClient: ReturnType<typeof createTRPCClient<AppRouter>>;
};

/**
 * The clients of one page. While the server or its database is away, queries go on asking by themselves. A mutation
 * whose answer is lost is not sent again: the page asks what became of it, until it knows.
 *
 * @param report gets for every call whether the server answered.
 * @param setSignedOut gets for every call whether the server still knows who asks.
 * @param openedBy gives the `personKey` of who opened the page; null while it is not known. Nothing is changed in the name of
 *   somebody else.
 * @param onChecking told when the page begins and ends to ask what became of a mutation.
 */
export function makeApi(
  report: (signal: ServerSignal) => void,
  onChecking: (isChecking: boolean) => void,
  setSignedOut: (isSignedOut: boolean) => void,
  openedBy: () => string | null,
): Api {
  const options = { url: URL, transformer };
  const changing = {
    ...options,
    headers: ({ op }: { op: Operation }) => {
      const person = namesPerson(op) ? null : openedBy();
      return {
        ...WIRE_HEADERS,
        ...requestHeaders(op),
        ...(person !== null && { [PERSON_HEADER]: person }),
      };
    },
  };
  const trpcClient = createTRPCClient<AppRouter>({
    links: [
      requestLink({ newId: () => crypto.randomUUID(), pause, onChecking }),
      connectionLink(report, setSignedOut),
      splitLink({
        condition: ({ type }) => type === "subscription",
        true: httpSubscriptionLink(options),
        false: splitLink({
          condition: ({ type }) => type === "mutation",
          true: splitLink({
            condition: isKeptRequest,
            true: httpLink({ ...changing, fetch: keptFetch }),
            false: httpLink(changing),
          }),
          // What waits for another server goes alone: else all that is asked with it would wait, too.
          false: splitLink({
            condition: ({ context }) => context["isAlone"] === true,
            true: httpLink({ ...options, headers: WIRE_HEADERS }),
            false: httpBatchLink({
              ...options,
              headers: WIRE_HEADERS,
              maxItems: MAX_CALLS_A_REQUEST,
              maxURLLength: MAX_URL,
            }),
          }),
        }),
      }),
    ],
  });
  const queryClient = new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: FRESH_MS,
        retry: (_count, error) => isAway(error),
        retryDelay: (count) => Math.min(500 * 2 ** count, MAX_PAUSE_MS),
        // The server is on this machine more often than not: being offline says nothing about it.
        networkMode: "always",
      },
      mutations: { retry: false, networkMode: "always" },
      hydrate: { deserializeData: (data) => readWireText(data as string) },
    },
  });
  return { queryClient, trpcClient };
}

/** Browsers send no more than 64 KiB of a page that is left; a longer body is sent as any other. */
const MAX_KEPT = 60_000;

/** Sends a request also where its page is left meanwhile. */
function keptFetch(url: RequestInfo | URL, options: RequestInit = {}): Promise<Response> {
  const { body } = options;
  return fetch(url, { ...options, keepalive: typeof body === "string" && utf8Length(body) <= MAX_KEPT });
}

/** A page asks as long as it is open. */
async function pause(tries: number): Promise<boolean> {
  await new Promise((resolve) => setTimeout(resolve, Math.min(FIRST_PAUSE_MS * 2 ** tries, MAX_PAUSE_MS)));
  return true;
}
