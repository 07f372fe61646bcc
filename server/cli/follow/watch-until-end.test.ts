import { expect, test } from "vitest";
import type { PipelineDelta } from "#contract/pipelines/watch.ts";
import { showPipeline } from "#services/pipelines/read/show-pipeline.ts";
import { StandInRunner } from "#testing/stand-in-runner.ts";
import { startTestSystem } from "#testing/test-system.ts";
import type { CommandContext } from "../command/command-context.ts";
import { watchUntilEnd } from "./watch-until-end.ts";

const { database, launch } = await startTestSystem();
const runner = await StandInRunner.register(database);

test("a track whose end comes after the news that the pipeline ended is told before the end is", async () => {
  const { id } = await launch({ name: "late", vertices: { A: { script: "true" } } });
  const track = await runner.claim();
  if (track === null) throw new Error("There is nothing to claim.");
  const running = await showPipeline(database.queries, id);
  await runner.settle(track, 0);
  const ended = await showPipeline(database.queries, id);
  const views = [running, ended];
  const lines: object[] = [];
  // What others say of a pipeline comes with its newest state, and with no track that changed by itself.
  const early: PipelineDelta = {
    rev: running.pipeline.rev,
    pipeline: ended.pipeline,
    tracks: [],
    log: null,
  };
  const context = {
    terminal: { onInterrupt: () => () => undefined },
    say: () => undefined,
    giveLine: (line: object) => lines.push(line),
    server: async () => ({
      pipelines: {
        show: { query: async () => views.shift() },
        watch: {
          subscribe: (_: unknown, { onData }: { onData: (item: { data: PipelineDelta }) => void }) => {
            onData({ data: early });
            return { unsubscribe: () => undefined };
          },
        },
      },
    }),
  };
  await watchUntilEnd(context as unknown as CommandContext, id, { json: true, isStream: true });
  expect(lines).toMatchObject([
    { type: "track", word: "running" },
    { type: "track", word: "succeeded" },
    { type: "pipeline", state: "succeeded" },
  ]);
});
