import { type Operation, TRPCClientError, type TRPCLink } from "@trpc/client";
import { type Observable, observable, share, type Unsubscribable } from "@trpc/server/observable";
import type { RefusalCode } from "#contract/refusal.ts";
import { REPEATABLE, REQUEST_ID_HEADER } from "#contract/requests.ts";
import { wireText } from "#engine/json/wire.ts";
import type { AppRouter } from "#trpc/routers/router.ts";

type ClientError = TRPCClientError<AppRouter>;

export type RequestLinkOptions = {
  /** Gives the id of a new request. */
  readonly newId: () => string;
  /** Waits before it is asked for the `tries`-th time. Gives false where it must not be asked any more. */
  readonly pause: (tries: number) => Promise<boolean>;
  /** Called when the answer to a request was lost, and when it is known what became of it. */
  readonly onChecking: (isChecking: boolean) => void;
};

/**
 * Gives every request that changes something an id. Where its answer is lost, the server is asked by this id what
 * became of it. So the caller is told the first answer, or that it was not done and never will be.
 *
 * The same call again, while the first one is under way, is the same request: a double click is done once.
 */
export function requestLink(options: RequestLinkOptions): TRPCLink<AppRouter> {
  return () => {
    const underWay = new Map<string, Call>();
    return ({ op, next }) => {
      if (op.type !== "mutation" || Object.hasOwn(REPEATABLE, op.path)) return next(op);
      const key = `${op.path} ${wireText(op.input)}`;
      const known = underWay.get(key);
      if (known !== undefined) return known;
      const context = { ...op.context, [REQUEST_ID]: op.context[REQUEST_ID] ?? options.newId() };
      const call = share<Result, ClientError>()(
        observable((observer) => {
          const end = follow({ ...op, context }, next, options, observer);
          return () => {
            underWay.delete(key);
            end();
          };
        }),
      ) as Call;
      underWay.set(key, call);
      return call;
    };
  };
}

const REQUEST_ID = "requestId";

const IS_KEPT = "isKept";

const SAYS_ITSELF = "saysItself";

const SAYS_PERSON = "saysPerson";

/**
 * The context of a call whose id its caller knows, and can ask for after a reload. A browser sends it also where its page is
 * left meanwhile.
 *
 * @param saysItself the caller shows by itself that the call is under way, so that `onChecking` is not called: a person did
 *   nothing whose outcome they could ask about.
 * @param saysPerson its input names the person in whose name it is, who need not be the one who opened the page.
 */
export function keptRequest(
  id: string,
  {
    saysItself = false,
    saysPerson = false,
  }: { readonly saysItself?: boolean; readonly saysPerson?: boolean } = {},
): { context: Record<string, unknown> } {
  return {
    context: { [REQUEST_ID]: id, [IS_KEPT]: true, [SAYS_ITSELF]: saysItself, [SAYS_PERSON]: saysPerson },
  };
}

/** Whether the input of a call names the person in whose name it is. */
export function namesPerson({ context }: Pick<Operation, "context">): boolean {
  return context[SAYS_PERSON] === true;
}

/** Whether a call must be sent also where its page is left. */
export function isKeptRequest({ context }: Pick<Operation, "context">): boolean {
  return context[IS_KEPT] === true;
}

/** The headers of a call: the id that `requestLink` gave it. */
export function requestHeaders({ context }: Pick<Operation, "context">): Record<string, string> {
  const id = context[REQUEST_ID];
  return typeof id === "string" ? { [REQUEST_ID_HEADER]: id } : {};
}

type Link = ReturnType<TRPCLink<AppRouter>>;
type Next = Parameters<Link>[0]["next"];
type Call = ReturnType<Link>;
type Result = Call extends Observable<infer Value, unknown> ? Value : never;
type Observer = {
  readonly next: (value: Result) => void;
  readonly error: (error: ClientError) => void;
  readonly complete: () => void;
};

/** Sends a request, and finds out what became of it where its answer is lost. Gives a function that ends this. */
function follow(op: Operation, next: Next, options: RequestLinkOptions, observer: Observer): () => void {
  let isEnded = false;
  let current: Unsubscribable | null = null;
  const ask = (asked: Operation): Promise<Result> =>
    new Promise((resolve, reject) => {
      current = next(asked).subscribe({ next: resolve, error: reject });
    });
  const answer = async () => {
    try {
      return await ask(op);
    } catch (error) {
      if (isEnded || !isOutcomeUnknown(error)) throw error;
      const tell = op.context[SAYS_ITSELF] === true ? () => undefined : options.onChecking;
      tell(true);
      try {
        return await outcome(op, ask, options, error);
      } finally {
        tell(false);
      }
    }
  };
  answer().then(
    (value) => {
      observer.next(value);
      observer.complete();
    },
    (error: ClientError) => observer.error(error),
  );
  return () => {
    isEnded = true;
    current?.unsubscribe();
  };
}

type Outcome = { readonly is: "done"; readonly answer: unknown } | { readonly is: "not-done" };

/** Asks until it is known what became of a request. */
async function outcome(
  op: Operation,
  ask: (op: Operation) => Promise<Result>,
  { pause }: RequestLinkOptions,
  lost: unknown,
): Promise<Result> {
  const question = { ...op, path: "requests.outcome", input: { id: op.context[REQUEST_ID] } };
  for (let tries = 0; await pause(tries); tries += 1) {
    try {
      const told = await ask(question);
      const found = ("data" in told.result ? told.result.data : null) as Outcome | null;
      if (found === null) continue;
      if (found.is === "not-done") throw notDone(op.path);
      return { ...told, result: { type: "data", data: found.answer } };
    } catch (error) {
      if (!mayPass(error)) throw error;
    }
  }
  throw lost;
}

/** True where an error leaves open whether the request was carried out. */
export function isOutcomeUnknown(error: unknown): boolean {
  if (!(error instanceof TRPCClientError)) return false;
  const { data, meta } = error as ClientError;
  if (data) return data.refusal?.code === "outcome-unknown";
  // An answer of the kind 4xx that is no tRPC answer was given before any procedure ran.
  const status = (meta?.["response"] as { readonly status?: number } | undefined)?.status ?? 0;
  if (status >= 400 && status < 500) return false;
  return !wasNotSent(error);
}

/** True where nothing listens at the address, or its port is blocked: only a program is told so, a browser tells no reasons. */
function wasNotSent(error: unknown): boolean {
  for (let each: unknown = error; each instanceof Error; each = each.cause)
    if ("code" in each && /^(ECONNREFUSED|ENOTFOUND|EAI_AGAIN)$/.test(String(each.code))) return true;
  return isBlockedPort(error);
}

/** True where fetch refuses the port of the address, as browsers do with those of other protocols, such as 6000. It sends nothing. */
export function isBlockedPort(error: unknown): boolean {
  for (let each: unknown = error; each instanceof Error; each = each.cause)
    if (each.message === "bad port") return true;
  return false;
}

/** True where the same question may be answered a little later. */
function mayPass(error: unknown): boolean {
  if (!(error instanceof TRPCClientError)) return false;
  const { data } = error as ClientError;
  const passing: readonly RefusalCode[] = ["database-away", "database-busy", "outcome-unknown"];
  return !data || (data.refusal != null && passing.includes(data.refusal.code));
}

function notDone(path: string): ClientError {
  const text = "It was not done: the request did not reach the database.";
  const refusal = { code: "not-done", text, kept: "Nothing was written.", todo: "Do it again." } as const;
  const data = { code: "SERVICE_UNAVAILABLE", httpStatus: 503, path, refusal } as const;
  return TRPCClientError.from({ error: { code: -32_603, message: text, data } });
}
