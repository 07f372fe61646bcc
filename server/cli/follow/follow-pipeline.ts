import type { PipelineDelta } from "#contract/pipelines/watch.ts";
import type { Client } from "../command/client.ts";
import type { CommandContext } from "../command/command-context.ts";
import { isConnectionProblem } from "../command/problem-of.ts";
import { OutageTimer } from "./outage-timer.ts";
import { pauseUntilStopped } from "./pause-until-stopped.ts";

const AGAIN_MS = 1_000;

/** What is followed: the changes after `rev`, and the log of one attempt: what is behind `after`. */
export type Following = {
  readonly id: number;
  readonly rev: number;
  readonly log: { readonly vertex: string; readonly attempt: number; readonly after?: number } | null;
};

type Cursor = { rev: number; seq: number };

/**
 * Passes every change of a pipeline to `take`, in order, until `take` gives true. A connection that breaks is opened
 * again at the same place: nothing is lost and nothing comes twice.
 *
 * @param stopped ends it early, without an error.
 * @throws CommandProblem where the server does not answer for ten minutes; TRPCClientError where it refuses.
 */
export async function followPipeline(
  context: CommandContext,
  following: Following,
  take: (delta: PipelineDelta) => boolean,
  stopped: AbortSignal,
): Promise<void> {
  const client = await context.server();
  const away = new AbortController();
  const outage = new OutageTimer(
    context.url,
    (text) => context.say(text),
    () => away.abort(),
  );
  const over = AbortSignal.any([stopped, away.signal]);
  const cursor: Cursor = { rev: following.rev, seq: following.log?.after ?? 0 };
  try {
    for (;;) {
      const end = await listen(client, following, cursor, take, outage, over);
      if (end === "done" || stopped.aborted) return;
      if (outage.isTooLong) throw outage.problem();
      if (end instanceof Error && !isConnectionProblem(end)) throw end;
      outage.begin();
      await pauseUntilStopped(AGAIN_MS, over);
    }
  } finally {
    outage.stopClock();
  }
}

/** One subscription, until `take` gives true, an error ends it, or it is stopped. */
function listen(
  client: Client,
  { id, log }: Following,
  cursor: Cursor,
  take: (delta: PipelineDelta) => boolean,
  outage: OutageTimer,
  over: AbortSignal,
): Promise<"done" | "stopped" | Error> {
  return new Promise((resolve) => {
    let isOver = false;
    const finish = (end: "done" | "stopped" | Error) => {
      isOver = true;
      over.removeEventListener("abort", stop);
      resolve(end);
      // Not at once, because `subscribe` may not have returned the subscription yet.
      queueMicrotask(() => subscription.unsubscribe());
    };
    const stop = () => finish("stopped");
    const input = { id, after: cursor.rev, log: log === null ? null : { ...log, after: cursor.seq } };
    const subscription = client.pipelines.watch.subscribe(input, {
      onData: ({ data: delta }) => {
        if (isOver) return;
        outage.end();
        cursor.rev = delta.rev;
        cursor.seq = delta.log?.next ?? cursor.seq;
        if (take(delta)) finish("done");
      },
      onConnectionStateChange: ({ state, error }) => {
        if (isOver) return;
        if (state === "pending") outage.end();
        else if (error) outage.begin();
      },
      onError: finish,
      onStopped: stop,
    });
    if (over.aborted) stop();
    else over.addEventListener("abort", stop);
  });
}
