import { initTRPC } from "@trpc/server";
import type { z } from "zod";
import type { Refusal } from "#contract/refusal.ts";
import { REQUEST_ID_HEADER, requestId } from "#contract/requests.ts";
import { transformer } from "#contract/transformer.ts";
import { ACTS, type Act, type Need } from "#engine/rights/acts.ts";
import { roleFor } from "#engine/rights/roles.ts";
import { expectAuditNote } from "#platform/audit/audit-note.ts";
import { type Database, isConnectionLost } from "#platform/database/db.ts";
import type { SecretBox } from "#platform/secrets/secret-box.ts";
import type { RepeatedWarnings } from "#platform/warnings/repeated-warnings.ts";
import type { RefusedCalls } from "#services/audit/refused-calls.ts";
import { expectPerson } from "#services/people/expect-person.ts";
import type { IdentityProvider } from "#services/people/provider/identity-provider.ts";
import type { Browser, NewSession } from "#services/people/sessions.ts";
import { answerOnce } from "#services/recorded-requests/answer-once.ts";
import { refuse } from "#services/refusals/refused.ts";
import { type Actor, mayAct } from "#services/rights/actor.ts";
import { judge, type Subject } from "#services/rights/judge.ts";
import { foldersAllowed } from "#services/rights/readable-folders.ts";
import { schedulesChanged } from "#services/schedules/schedules-changed.ts";
import type { PipelineFeeds } from "#services/watch/pipeline-feeds.ts";
import type { About, AboutKind } from "./about.ts";
import { auditedDatabase, auditedFor, auditRefusal, auditSourceOf, refusedObject } from "./audited.ts";
import { refusalOf, refusalOfCall, transportError } from "./refusals.ts";
import { tellStreams } from "./tell-streams.ts";

/** What a procedure gets with a request. */
export type Context = {
  readonly database: Database;
  readonly feeds: PipelineFeeds;
  readonly warnings: RepeatedWarnings;
  readonly refusedCalls: RefusedCalls;
  /** Encrypts secrets; opened when it is first needed. */
  readonly secrets: () => Promise<SecretBox>;
  /** Private addresses to which connections may go. Absent: none. */
  readonly httpAllow?: readonly string[];
  /** Who makes the request, and is recorded with everything that it changes; null for nobody. */
  readonly actor: Actor | null;
  /** The browser or program that sent it, and where it is told of a session. */
  readonly browser: Browser;
  readonly sendSession: (session: NewSession | null) => void;
  /** What the browser was given for a sign-in that waits for its second factor, and where it is told of one. */
  readonly pendingToken: string | null;
  readonly sendPendingToken: (token: string) => void;
  /** What the browser was given with the challenge for a passkey, and where it is told of it. */
  readonly passkeyToken: string | null;
  readonly sendPasskeyToken: (token: string) => void;
  /** With which people may sign in; null where none is set up. */
  readonly provider: IdentityProvider | null;
  /** Keeps a sign-in with the provider in the browser. */
  readonly sendBegunSignIn: (text: string) => void;
  /** The name by which the server was reached. */
  readonly host: string;
  /** Who makes the request, and what they may do, if it were made now; null where they are not known any more. */
  readonly actorNow: () => Promise<Actor | null>;
  /** The id that the client gave to the request; null where it gave none. */
  readonly requestId: string | null;
  /** The `personKey` of who opened the page that asks; null or absent where no page does. */
  readonly openedBy?: string | null;
};

const PING_MS = 5_000;
/** How live streams show that they are alive, and when a client opens one again that does not. */
export const STREAM = { pingMs: PING_MS, client: { reconnectAfterInactivityMs: PING_MS * 3 } } as const;

/**
 * `need`: what an actor must be allowed to do, and `about`: to what. `mutation`: whether its request is carried out once, or may be repeated
 * (REPEATABLE in the contract).
 */
export type ProcedureMeta = {
  readonly need: Need;
  readonly about: AboutKind;
  readonly mutation?: "once" | "repeatable";
};

const t = initTRPC
  .context<Context>()
  .meta<ProcedureMeta>()
  .create({
    transformer,
    sse: {
      ping: { enabled: true, intervalMs: STREAM.pingMs },
      client: STREAM.client,
    },
    errorFormatter: ({ shape, error, type }) => {
      const refusal: Refusal | null = refusalOfCall(error, shape.data.path, type);
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
const answered = t.procedure.use(async ({ next, ctx, path, type, meta, getRawInput }) => {
  const result = await next();
  if (result.ok) {
    ctx.warnings.worked(path);
    if (type === "mutation") tellStreams(path, ctx.actor);
    return result;
  }
  const cause = result.error.cause ?? result.error;
  const refusal = refusalOf(result.error);
  if (isConnectionLost(cause) || refusal?.code === "database-away") ctx.warnings.failed(path, cause);
  if (refusal !== null) {
    // Who may not see something is told so, and recorded; that a question had no answer is not.
    if ((type === "mutation" && meta?.need !== "read") || refusal.code === "not-allowed") {
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
function needing(need: Need, about: About<never>) {
  return answered.meta({ need, about: about.kind }).use(async ({ next, ctx, type, path }) => {
    const actor = allowedActor(ctx.actor, need, about.of !== null || about.kind === "inside");
    // What became of an earlier request may be asked by anybody who has its id.
    if (type === "mutation" && path !== "requests.outcome") expectPerson(actor, ctx.openedBy);
    const { queries } = ctx.database;
    if (about.kind === "server" && isAct(need)) await judge(queries, actor, need, { kind: "server" });
    return next({
      ctx: {
        ...ctx,
        actor,
        /** The folders in which the actor may read: what is in no other is shown. */
        readable: () => foldersAllowed(queries, actor.rights, "read"),
        /** Judges what only a service can find out: what the text of a graph file is about. */
        judge: (act: Act, subject: Subject) => judge(queries, actor, act, subject),
      },
    });
  });
}

/** Judges what the parsed input is about, before the procedure itself runs. */
async function judgeInput<Input>(
  ctx: { readonly database: Database; readonly actor: Actor },
  need: Need,
  about: About<Input>,
  input: unknown,
): Promise<void> {
  if (about.of === null || !isAct(need)) return;
  await judge(ctx.database.queries, ctx.actor, need, about.of(input as Input));
}

/** For what nobody has to be known for: signing in. */
export const open = answered
  .meta({ need: "open", about: "oneself", mutation: "repeatable" })
  .use(({ next, ctx, path }) =>
    next({ ctx: { ...ctx, database: auditedFor(ctx.database, auditSourceOf(ctx), path) } }),
  );

/**
 * For queries and streams.
 *
 * @param about what the input is about: an actor who may not do `need` to that is refused.
 */
export function query<Schema extends z.ZodType>(
  need: Exclude<Need, "open">,
  input: Schema,
  about: About<z.output<Schema>>,
) {
  return needing(need, about)
    .input(input)
    .use(async ({ next, ctx, input: parsed }) => {
      await judgeInput(ctx, need, about, parsed);
      return next();
    });
}

/**
 * For mutations: carried out in one transaction with the record of its answer, so once for each request id. The
 * procedure must change nothing but `ctx.database`. The transaction writes its entry of the audit: what its services note.
 */
export function change<Schema extends z.ZodType>(
  need: Exclude<Need, "open">,
  input: Schema,
  about: About<z.output<Schema>>,
) {
  return needing(need, about)
    .meta({ need, about: about.kind, mutation: "once" })
    .use(async ({ next, ctx, path, getRawInput }) => {
      const id = checkedId(ctx.requestId);
      let last: Awaited<ReturnType<typeof next>> | null = null;
      const request = { id, procedure: path, input: await getRawInput() };
      const answer = await answerOnce(auditedDatabase(ctx.database, ctx, path), request, async (database) => {
        const { queries } = database;
        expectAuditNote(queries);
        const { actor } = ctx;
        const inside = {
          database,
          readable: () => foldersAllowed(queries, actor.rights, "read"),
          judge: (act: Act, subject: Subject) => judge(queries, actor, act, subject),
        };
        const result = await next({ ctx: { ...ctx, ...inside } });
        if (!result.ok) throw result.error.cause ?? result.error;
        last = result;
        return result.data as unknown;
      });
      if (path.startsWith("schedules.")) schedulesChanged.ring();
      if (/^(?:graphs\.|revisions\.|pipelines\.launch$)/.test(path)) ctx.feeds.anyChange.look();
      return last ?? known(answer);
    })
    .input(input)
    .use(async ({ next, ctx, input: parsed }) => {
      await judgeInput(ctx, need, about, parsed);
      return next();
    });
}

/**
 * For the mutations that REPEATABLE lists: they need no request id. Each of their transactions that notes a change writes
 * an entry of the audit.
 */
export function repeatable<Schema extends z.ZodType>(
  need: Exclude<Need, "open">,
  input: Schema,
  about: About<z.output<Schema>>,
) {
  return needing(need, about)
    .meta({ need, about: about.kind, mutation: "repeatable" })
    .use(({ next, ctx, path }) =>
      next({ ctx: { ...ctx, database: auditedDatabase(ctx.database, ctx, path) } }),
    )
    .input(input)
    .use(async ({ next, ctx, input: parsed }) => {
      await judgeInput(ctx, need, about, parsed);
      return next();
    });
}

/**
 * Whoever may do this somewhere.
 *
 * @param isJudgedLater whether it is judged with what it is about: then only what a token was not made for is refused here.
 * @throws Refused `not-signed-in` for nobody; `not-allowed`.
 */
export function allowedActor(actor: Actor | null, need: Need, isJudgedLater = false): Actor {
  if (actor === null)
    return refuse("not-signed-in", "Nobody is signed in here, or the session has ended.", {
      kept: "Nothing was written.",
      todo: "Sign in. A program shows a token in SIGNALBOX_TOKEN, or as `Authorization: Bearer TOKEN`.",
    });
  if (mayAct(actor, need)) return actor;
  if (need === "self" || !isAct(need))
    return refuse("not-allowed", "This is about the account of a person who is signed in in a browser.");
  const kept = "Nothing was written.";
  if (isJudgedLater && actor.rights.limit === undefined) return actor;
  if (actor.rights.limit?.acts.includes(need) === false)
    return refuse("not-allowed", `The ${actor.name} may not "${need}".`, {
      kept,
      todo: "Make a token that may: `npx signalbox token create`.",
    });
  return refuse("not-allowed", `${actor.name} may not "${need}" in any folder.`, {
    kept,
    todo: `Ask an admin for the role ${roleFor(need)} in the folder that it is about.`,
  });
}

function isAct(need: Need): need is Act {
  return (ACTS as readonly string[]).includes(need);
}

/** The recorded answer as what a middleware gives. tRPC has no public function for an answer without `next`. */
function known(answer: unknown) {
  return { ok: true as const, data: answer, marker: "middlewareMarker" as never };
}

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
