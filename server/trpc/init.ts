import { initTRPC } from "@trpc/server";
import superjson from "superjson";
import type { Refusal } from "#contract/refusal.ts";
import type { Database } from "#platform/database/db.ts";
import type { Logger } from "#platform/log.ts";
import type { SecretBox } from "#platform/secret-box.ts";
import type { RevPoller } from "#services/pipelines/rev-poller.ts";
import { refusalOf, transportError } from "./refusals.ts";

export type Context = {
  readonly database: Database;
  readonly watch: RevPoller;
  readonly log: Logger;
  /** Encrypts secrets; opened when it is first needed. */
  readonly secrets: () => Promise<SecretBox>;
  /** The actor of the request, who is recorded with everything that it changes. */
  readonly actor: string;
};

const PING_MS = 5_000;

const t = initTRPC.context<Context>().create({
  transformer: superjson,
  sse: {
    ping: { enabled: true, intervalMs: PING_MS },
    client: { reconnectAfterInactivityMs: PING_MS * 3 },
  },
  errorFormatter: ({ shape, error }) => {
    const refusal: Refusal | null = refusalOf(error);
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

/** Every procedure: a refusal gets its status, and any other error is logged completely. */
export const procedure = t.procedure.use(async ({ next, ctx, path }) => {
  const result = await next();
  if (result.ok) return result;
  const refusal = refusalOf(result.error);
  if (refusal !== null) throw transportError(refusal, result.error.cause ?? result.error);
  ctx.log.error({ err: result.error.cause ?? result.error, path }, "a call failed");
  return result;
});
