/**
 * Stands in for the web process: it launches and watches with the same services, without Next, so that the bench needs no
 * build. Asked to, it serves the API over HTTP. It is a process of its own, so that its processor time can be told from
 * the bench's.
 */
import { openDatabase } from "#platform/database/db.ts";
import { openWakeUps } from "#platform/wake-ups/local-wake-ups.ts";
import { setPipelinePaused } from "#services/pipelines/pause-pipeline.ts";
import { PipelineFeeds } from "#services/watch/pipeline-feeds.ts";
import { watchPipeline } from "#services/watch/watch-pipeline.ts";
import { launchPausedShape, runShape } from "./run-shape.ts";
import { serveApiAlone } from "./serve-api-alone.ts";
import type { WebAnswer, WebQuestion } from "./start-web.ts";

type Message = { readonly ask: number; readonly question: WebQuestion };

const [, , url, wakeUpDir] = process.argv;
if (url === undefined || wakeUpDir === undefined)
  throw new Error("The database's address, or the directory of wake-ups, is missing.");
const database = openDatabase(url, undefined, openWakeUps(wakeUpDir, "web"));
const feeds = new PipelineFeeds(database);

async function answerTo(question: WebQuestion): Promise<WebAnswer> {
  if (question.ask === "run") return runShape(database, feeds, question.shape, question.script);
  if (question.ask === "launch paused") return launchPausedShape(database, question.shape, question.script);
  if (question.ask === "resume") {
    await setPipelinePaused(database, { id: question.id, isPaused: false }, "bench");
    return null;
  }
  if (question.ask === "serve") return serveApiAlone(database, feeds);
  void watchForEver(question.id);
  return null;
}

/** As an open page does. */
async function watchForEver(id: number): Promise<void> {
  const items = watchPipeline(feeds, { id, after: 0, log: null }, new AbortController().signal);
  for await (const _ of items);
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
