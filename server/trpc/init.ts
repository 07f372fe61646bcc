import { initTRPC } from "@trpc/server";
import type { Refusal } from "#contract/refusal.ts";
import { REQUEST_ID_HEADER, requestId } from "#contract/requests.ts";
import { transformer } from "#contract/transformer.ts";
import type { Need } from "#engine/rights/acts.ts";
import { noteForAudit } from "#platform/audit/audit-note.ts";
import { type Database, isConnectionLost } from "#platform/database/db.ts";
import type { SecretBox } from "#platform/secrets/secret-box.ts";
import type { RepeatedWarnings } from "#platform/warnings/repeated-warnings.ts";
import type { RefusedCalls } from "#services/audit/refused-calls.ts";
import type { Browser, NewSession } from "#services/people/sessions.ts";
import { refuse } from "#services/pipeline-session/refused.ts";
import { answerOnce } from "#services/recorded-requests/answer-once.ts";
import { type Actor, mayAct } from "#services/rights/actor.ts";
import type { PipelineFeeds } from "#services/watch/pipeline-feeds.ts";
import { auditedDatabase, auditRefusal, refusedObject } from "./audited.ts";
import { refusalOf, refusalOfCall, transportError } from "./refusals.ts";

/** What a procedure gets with a request. */
export type Context = {
  readonly database: Database;
  readonly feeds: PipelineFeeds;
  readonly warnings: RepeatedWarnings;
  readonly refusedCalls: RefusedCalls;
  /** Encrypts secrets; opened when it is first needed. */
  readonly secrets: () => Promise<SecretBox>;
  /** Who makes the request, and is recorded with everything that it changes; null for nobody. */
  readonly actor: Actor | null;
  /** The browser or program that sent it, and where it is told of a session. */
  readonly browser: Browser;
  readonly sendSession: (session: NewSession | null) => void;
  /** What the browser was given for a sign-in that waits for its second factor, and where it is told of one. */
  readonly pendingToken: string | null;
  readonly sendPendingToken: (token: string) => void;
  /** The name by which the server was reached. */
  readonly host: string;
  /** Whether the actor would still be known if they asked now. */
  readonly isStillKnown: () => Promise<boolean>;
  /** The id that the client gave to the request; null where it gave none. */
  readonly requestId: string | null;
};

const PING_MS = 5_000;
/** How live streams show that they are alive, and when a client opens one again that does not. */
export const STREAM = { pingMs: PING_MS, client: { reconnectAfterInactivityMs: PING_MS * 3 } } as const;

/**
 * `need`: what an actor must be allowed to do. `mutation`: whether its request is carried out once, or may be repeated
 * (REPEATABLE in the contract).
 */
export type ProcedureMeta = { readonly need: Need; readonly mutation?: "once" | "repeatable" };

const t = initTRPC
  .context<Context>()
  .meta<ProcedureMeta>()
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

/** Below every procedure: a refusal gets its status, any other error is logged once. */
const answered = t.procedure.use(async ({ next, ctx, path, type, getRawInput }) => {
  const result = await next();
  if (result.ok) {
    ctx.warnings.worked(path);
    return result;
  }
  const cause = result.error.cause ?? result.error;
  if (isConnectionLost(cause)) ctx.warnings.failed(path, cause);
  const refusal = refusalOf(result.error);
  if (refusal !== null) {
    // Who may not see something is told so, and recorded; that a question had no answer is not.
    if (type === "mutation" || refusal.code === "not-allowed") {
      const input = await getRawInput().catch(() => null);
      const object = refusedObject(result.error, path, input);
      await auditRefusal(ctx.refusedCalls, ctx, path, refusal, object);
    }
    throw transportError(refusal, cause);
  }
  if (refusalOfCall(result.error, path) === null) {
    ctx.warnings.broke(path, cause);
    logged.add(result.error);
  }
  return result;
});

/** Without a need there is no procedure: so none can be forgotten. */
function needing(need: Need) {
  return answered
    .meta({ need })
    .use(({ next, ctx }) => next({ ctx: { ...ctx, actor: allowedActor(ctx.actor, need) } }));
}

/** For what nobody has to be known for: signing in. */
export const open = answered
  .meta({ need: "open", mutation: "repeatable" })
  .use(({ next, ctx, path }) =>
    next({ ctx: { ...ctx, database: auditedDatabase(ctx.database, ctx, path) } }),
  );

/** For queries and streams. */
export const query = (need: Exclude<Need, "open">) => needing(need);

/**
 * For mutations: carried out in one transaction with the record of its answer, so once for each request id. The
 * procedure must change nothing but `ctx.database`. The transaction writes its entry of the audit: what its services note.
 */
export const change = (need: Exclude<Need, "open">) =>
  needing(need)
    .meta({ need, mutation: "once" })
    .use(async ({ next, ctx, path, getRawInput }) => {
      const id = checkedId(ctx.requestId);
      let last: Awaited<ReturnType<typeof next>> | null = null;
      const request = { id, procedure: path, input: await getRawInput() };
      const audited = auditedDatabase(ctx.database, ctx, path);
      const answer = await answerOnce(audited, request, async (database) => {
        noteForAudit(database.queries, {});
        const result = await next({ ctx: { ...ctx, database } });
        if (!result.ok) throw result.error.cause ?? result.error;
        last = result;
        return result.data as unknown;
      });
      return last ?? known(answer);
    });

/**
 * For the mutations that REPEATABLE lists: they need no request id. Each of their transactions that notes a change writes
 * an entry of the audit.
 */
export const repeatable = (need: Exclude<Need, "open">) =>
  needing(need)
    .meta({ need, mutation: "repeatable" })
    .use(({ next, ctx, path }) =>
      next({ ctx: { ...ctx, database: auditedDatabase(ctx.database, ctx, path) } }),
    );

/** @throws Refused `not-signed-in` for nobody, `not-allowed` for an actor who may not do this. */
export function allowedActor(actor: Actor | null, need: Need): Actor {
  if (actor === null)
    return refuse("not-signed-in", "Nobody is signed in here, or the session has ended.", {
      kept: "Nothing was written.",
      todo: "Sign in. A program shows a token in SIGNALBOX_TOKEN, or as `Authorization: Bearer TOKEN`.",
    });
  if (mayAct(actor, need)) return actor;
  if (need === "self")
    return refuse("not-allowed", "This is about the account of a person who is signed in in a browser.");
  return refuse("not-allowed", `The ${actor.name} may not "${need}".`, {
    kept: "Nothing was written.",
    todo: "Make a token that may: `npx signalbox token create`.",
  });
}

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
