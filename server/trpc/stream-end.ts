import { Refused } from "#services/refusals/refused.ts";
import type { Actor } from "#services/rights/actor.ts";
import { judge } from "#services/rights/judge.ts";
import { rightsChanged } from "#services/rights/rights-changed.ts";
import { allowedActor, type Context } from "./init.ts";

/** How long somebody who was signed out, or lost a role, may still see what a stream says. */
const RECHECK_MS = 30_000;

/** Whether whoever asked for a stream may still see it. */
export type StreamGuard = {
  /** Ends with the request, or soon after whoever asked is not known any more. */
  readonly end: AbortSignal;
  /**
   * Ends with `end`, or soon after a pipeline may not be read any more: then its reason is a refusal. `close` when it is
   * followed no longer.
   *
   * @throws Refused where it may not be read now.
   */
  readonly follow: (
    pipeline: number,
  ) => Promise<{ readonly signal: AbortSignal; readonly close: () => void }>;
};

/** Guards a stream: it is judged again every 30 seconds, and as soon as rights were changed in this process. */
export function guardStream(
  { database: { queries }, actor: first, actorNow }: Pick<Context, "database" | "actor" | "actorNow">,
  request: AbortSignal | undefined,
): StreamGuard {
  let actor = allowedActor(first, "read");
  const over = new AbortController();
  const followed = new Set<() => Promise<void>>();
  const look = async () => {
    let now: Actor;
    try {
      now = allowedActor(await actorNow(), "any");
    } catch (error) {
      // Nobody is signed in any more, or the token is known no more. Without an answer of the database nothing is known:
      // the stream itself says that it is away.
      if (error instanceof Refused) over.abort(error);
      return;
    }
    actor = now;
    for (const judgeAgain of followed) await judgeAgain();
  };
  const timer = setInterval(look, RECHECK_MS);
  const deafen = rightsChanged.listen(() => void look());
  const end = request === undefined ? over.signal : AbortSignal.any([request, over.signal]);
  const stop = () => {
    clearInterval(timer);
    deafen();
  };
  end.addEventListener("abort", stop, { once: true });
  const follow = async (id: number) => {
    await judge(queries, actor, "read", { kind: "pipeline", id });
    const lost = new AbortController();
    const judgeAgain = async () => {
      try {
        await judge(queries, actor, "read", { kind: "pipeline", id });
      } catch (error) {
        if (error instanceof Refused) lost.abort(error);
      }
    };
    followed.add(judgeAgain);
    const signal = AbortSignal.any([end, lost.signal]);
    return { signal, close: () => void followed.delete(judgeAgain) };
  };
  return { end, follow };
}

/** @throws Refused where a stream was ended because whoever asked is not known any more, or may not read this any more. */
export function throwIfRefused({ reason }: AbortSignal): void {
  if (reason instanceof Refused) throw reason;
}
