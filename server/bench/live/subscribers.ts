/**
 * Subscribes to pipelines over HTTP as many pages do, and notes when each was told of each end of a track. It is a
 * process of its own, so that its processor time is not the web's.
 */
import { Agent, get } from "node:http";
import type { WatchItem } from "#contract/pipelines/watch.ts";
import { readWireText } from "#engine/json/wire.ts";
import { isPipelineEnded } from "#engine/model/pipeline.ts";

export type SubscribersQuestion =
  /** Answered once each subscriber was told something. */
  | {
      readonly ask: "subscribe";
      readonly url: string;
      /** The pipeline of each subscriber. */
      readonly pipelines: readonly number[];
    }
  /** Answered once all pipelines have ended. */
  | { readonly ask: "told" };
export type SubscribersAnswer = {
  /** For each subscriber and track: from the database's time of its end until the subscriber was told, in milliseconds. */
  readonly told: readonly number[];
  /** How many tracks each subscriber was told of. */
  readonly tracks: readonly number[];
};

type News = { readonly ends: readonly (readonly [number: number, at: number])[]; readonly isLast: boolean };
type Message = { readonly ask: number; readonly question: SubscribersQuestion };

/** Most subscribers get the same text: it is read once, so that this process does not slow down what it measures. */
const known = new Map<string, News>();
const MAX_KNOWN = 100;
const agent = new Agent({ maxSockets: Number.POSITIVE_INFINITY });

function newsOf(text: string): News {
  const found = known.get(text);
  if (found !== undefined) return found;
  const { delta, refusal } = readWireText(text) as WatchItem;
  if (delta === null) throw new Error(refusal?.text ?? "An item says nothing.");
  const news = {
    ends: delta.tracks.flatMap(({ number, finishedAt }) =>
      finishedAt === null ? [] : [[number, finishedAt.getTime()] as const],
    ),
    isLast: delta.pipeline !== null && isPipelineEnded(delta.pipeline.state),
  };
  if (known.size >= MAX_KNOWN) known.clear();
  known.set(text, news);
  return news;
}

/** Follows one pipeline to its end; gives the number of tracks. `told` gets the delay of each end. */
function subscribe(url: string, id: number, told: number[], begun: () => void): Promise<number> {
  const input = JSON.stringify({ watches: [{ id, after: 0, log: null }] });
  const seen = new Set<number>();
  return new Promise((resolve, reject) => {
    const request = get(
      `${url}/api/trpc/pipelines.watchAll?input=${encodeURIComponent(input)}`,
      { agent, headers: { accept: "text/event-stream" } },
      (response) => {
        let rest = "";
        response.setEncoding("utf8").on("data", (piece: string) => {
          const lines = (rest + piece).split("\n");
          rest = lines.pop() ?? "";
          for (const line of lines) {
            // Other events have an object of options, or nothing.
            if (!line.startsWith('data: {"place"')) continue;
            const { ends, isLast } = newsOf(line.slice("data: ".length));
            const now = performance.timeOrigin + performance.now();
            begun();
            for (const [number, at] of ends) {
              if (seen.has(number)) continue;
              seen.add(number);
              told.push(now - at);
            }
            if (!isLast) continue;
            request.destroy();
            resolve(seen.size);
          }
        });
        response.on("close", () => reject(new Error(`The stream of pipeline ${id} ended early.`)));
      },
    );
    request.on("error", reject);
  });
}

let following: Promise<SubscribersAnswer> = Promise.resolve({ told: [], tracks: [] });

async function answerTo(question: SubscribersQuestion): Promise<SubscribersAnswer | null> {
  if (question.ask === "told") return following;
  const told: number[] = [];
  const begun: Promise<void>[] = [];
  const tracks = question.pipelines.map(async (id) => {
    let begin = () => {};
    begun.push(
      new Promise((resolve) => {
        begin = resolve;
      }),
    );
    return subscribe(question.url, id, told, begin);
  });
  following = Promise.all(tracks).then((seen) => ({ told, tracks: seen }));
  await Promise.race([Promise.all(begun), following]);
  return null;
}

process.on("message", ({ ask, question }: Message) => {
  answerTo(question).then(
    (answer) => process.send?.({ ask, answer }),
    (error: unknown) =>
      process.send?.({ ask, problem: error instanceof Error ? error.stack : String(error) }),
  );
});
process.on("disconnect", () => process.exit(0));
process.send?.("ready");
