import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { createTRPCClient, httpLink, httpSubscriptionLink, splitLink } from "@trpc/client";
import { EventSource } from "eventsource";
import { requestHeaders, requestLink } from "#client/request-link.ts";
import { transformer, WIRE_HEADERS } from "#contract/transformer.ts";
import type { AppRouter } from "#trpc/routers/router.ts";
import type { Address } from "./address.ts";
import { socketFetch } from "./socket-fetch.ts";

export type Client = ReturnType<typeof openClient>;

/** Longer than any transaction of the server takes. After this time the server counts as not answering. */
const ANSWER_MS = 60_000;

/** So often, and so long, it asks what became of a request whose answer was lost. */
const CHECK_MS = 500;
const MAX_CHECKS = 120;

/**
 * The typed client of the HTTP API that the browser uses too. It sends nothing before the first call.
 *
 * @param ids where the ids of its requests come from.
 * @param onChecking told when it begins and ends to ask what became of a request.
 * @param headers sent with each request, besides the token.
 */
export function openClient(
  address: Address,
  ids: RequestIds,
  onChecking: (isChecking: boolean) => void = () => undefined,
  headers: Readonly<Record<string, string>> = {},
) {
  const endpoint = `${address.by === "url" ? address.url : "http://localhost"}/api/trpc`;
  const send: typeof fetch = address.by === "url" ? fetch : socketFetch(address.path);
  const token = address.by === "url" ? address.token : null;
  const authorization: Record<string, string> = {
    ...headers,
    ...(token !== null && { authorization: `Bearer ${token}` }),
  };
  return createTRPCClient<AppRouter>({
    links: [
      requestLink({ newId: () => ids.next(), pause, onChecking }),
      splitLink({
        condition: ({ type }) => type === "subscription",
        true: httpSubscriptionLink({
          url: endpoint,
          transformer,
          EventSource,
          eventSourceOptions: {
            fetch: (input, init) => send(input, { ...init, headers: { ...init.headers, ...authorization } }),
          },
        }),
        false: httpLink({
          url: endpoint,
          transformer,
          headers: ({ op }) => ({ ...authorization, ...WIRE_HEADERS, ...requestHeaders(op) }),
          fetch: (input, init) => send(input, givenUpInTime(init as RequestInit)),
        }),
      }),
    ],
  });
}

/** A request that ends when its caller stops it, or when its answer takes too long. */
function givenUpInTime(init: RequestInit): RequestInit {
  const late = AbortSignal.timeout(ANSWER_MS);
  return { ...init, signal: init.signal == null ? late : AbortSignal.any([init.signal, late]) };
}

async function pause(tries: number): Promise<boolean> {
  if (tries >= MAX_CHECKS) return false;
  await sleep(CHECK_MS);
  return true;
}

/** The ids of the requests of one command. They follow from one id, so that the same command can ask again. */
export class RequestIds {
  /** The id of its first request. */
  readonly id: string;
  private count = 0;

  /** @param given the id that a person gave; else it is a new one. */
  constructor(given: string | undefined) {
    this.id = given ?? randomUUID();
  }

  next(): string {
    this.count += 1;
    return this.count === 1 ? this.id : `${this.id}.${this.count}`;
  }
}
