import { initTRPC } from "@trpc/server";
import type { Refusal } from "#contract/refusal.ts";
import { REQUEST_ID_HEADER, requestId } from "#contract/requests.ts";
import { transformer } from "#contract/transformer.ts";
import { type Database, isConnectionLost } from "#platform/database/db.ts";
import type { SecretBox } from "#platform/secrets/secret-box.ts";
import type { RepeatedWarnings } from "#platform/warnings/repeated-warnings.ts";
import { refuse } from "#services/pipeline-session/refused.ts";
import { answerOnce } from "#services/recorded-requests/answer-once.ts";
import type { PipelineFeeds } from "#services/watch/pipeline-feeds.ts";
import { refusalOf, refusalOfCall, transportError } from "./refusals.ts";

export type Context = {
  readonly database: Database;
  readonly feeds: PipelineFeeds;
  readonly warnings: RepeatedWarnings;
  /** Encrypts secrets; opened when it is first needed. */
  readonly secrets: () => Promise<SecretBox>;
  /** The actor of the request, who is recorded with everything that it changes. */
  readonly actor: string;
  /** The id that the client gave to the request; null where it gave none. */
  readonly requestId: string | null;
};

const PING_MS = 5_000;
/** How live streams show that they are alive, and when a client opens one again that does not. */
export const STREAM = { pingMs: PING_MS, client: { reconnectAfterInactivityMs: PING_MS * 3 } } as const;

/** Of a mutation: whether its request is carried out once, or may be repeated (REPEATABLE in the contract). */
export type MutationMeta = { readonly mutation: "once" | "repeatable" };

const t = initTRPC
  .context<Context>()
  .meta<MutationMeta>()
  .create({
    transformer,
    sse: {
      ping: { enabled: true, intervalMs: STREAM.pingMs },
      client: STREAM.client,
    },
    errorFormatter: ({ shape, error }) => {
      const refusal: Refusal | null = refusalOfCall(error, shape.data.path);
      return {
        ...shape,
        // An error that is not a refusal is a bug: its text and stack stay in the server's log.
        message:
          refusal?.text ?? "Something broke on the server. What you did was not recorded; its log says more.",
        data: { code: shape.data.code, httpStatus: shape.data.httpStatus, path: shape.data.path, refusal },
      };
    },
  });

export const router = t.router;

const logged = new WeakSet<Error>();

/** True for an error of a procedure that is in the log. */
export function isLogged(error: Error): boolean {
  return logged.has(error);
}

/** For queries and streams, and below every mutation: a refusal gets its status, any other error is logged once. */
export const procedure = t.procedure.use(async ({ next, ctx, path }) => {
  const result = await next();
  if (result.ok) {
    ctx.warnings.worked(path);
    return result;
  }
  const cause = result.error.cause ?? result.error;
  if (isConnectionLost(cause)) ctx.warnings.failed(path, cause);
  const refusal = refusalOf(result.error);
  if (refusal !== null) throw transportError(refusal, cause);
  if (refusalOfCall(result.error, path) === null) {
    ctx.warnings.broke(path, cause);
    logged.add(result.error);
  }
  return result;
});

/**
 * For mutations: carried out in one transaction with the record of its answer, so once for each request id. The
 * procedure must change nothing but `ctx.database`.
 */
export const change = procedure.meta({ mutation: "once" }).use(async ({ next, ctx, path, getRawInput }) => {
  const id = checkedId(ctx.requestId);
  let last: Awaited<ReturnType<typeof next>> | null = null;
  const request = { id, procedure: path, input: await getRawInput() };
  const answer = await answerOnce(ctx.database, request, async (database) => {
    const result = await next({ ctx: { ...ctx, database } });
    if (!result.ok) throw result.error.cause ?? result.error;
    last = result;
    return result.data as unknown;
  });
  return last ?? known(answer);
});

/** For the mutations that REPEATABLE lists: they need no request id. */
export const repeatable = procedure.meta({ mutation: "repeatable" });

/** The recorded answer as what a middleware gives. tRPC has no public function for an answer without `next`. */
function known(answer: unknown) {
  return { ok: true as const, data: answer, marker: MARKER };
}

const MARKER = "middlewareMarker" as never;

function checkedId(given: string | null): string {
  const { success, data } = requestId.safeParse(given);
  if (success) return data;
  return refuse(
    "bad-input",
    `A request that changes something needs an id, in the header ${REQUEST_ID_HEADER}.`,
    {
      kept: "Nothing was written.",
      todo: "Send a new UUID with each request, and the same one to ask again.",
    },
  );
}
