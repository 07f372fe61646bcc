import { expect, test } from "vitest";
import { startTestSystem } from "#testing/test-system.ts";
import { cancelPipeline } from "../pipelines/cancel-pipeline.ts";
import { Bell } from "./bell.ts";
import { PipelineFeeds } from "./pipeline-feeds.ts";
import { watchPipelines } from "./watch-all.ts";

const { database, launch } = await startTestSystem();

test("a stream that is closed while what others say is read for it leaves the pipeline it follows", async () => {
  const { id } = await launch(
    "signalbox: 1\nname: queued\nvertices: { A: { script: 'true', labels: [gpu] } }\n",
  );
  const left: string[] = [];
  class CountingFeeds extends PipelineFeeds {
    override async watch(pipeline: number) {
      const { watched, close } = await super.watch(pipeline);
      return {
        watched,
        close: () => {
          left.push("pipeline");
          close();
        },
      };
    }
  }
  const feeds = new CountingFeeds(database);
  // Another page keeps the pipeline open.
  const other = await feeds.watch(id);
  const { reader } = other.watched.changes;
  const read = reader.read.bind(reader);
  const [begun, gate, gone] = [new Bell(), new Bell(), new Bell()];
  reader.read = async (wanted) => {
    if ("numbers" in wanted) {
      begun.ring();
      await gate.rung();
    }
    return read(wanted);
  };
  const stop = new AbortController();
  const close = () => {
    left.push("guard");
    gone.ring();
  };
  const guard = async () => ({ signal: stop.signal, close });
  const stream = watchPipelines(feeds, [{ id, after: 0, log: null }], null, stop.signal, guard);
  const drained = (async () => {
    for await (const { item } of stream) expect(item.refusal).toBeNull();
  })();
  await begun.rung();
  stop.abort();
  await drained;
  gate.ring();
  await gone.rung();
  expect(left).toEqual(["pipeline", "guard"]);
  other.close();
  await cancelPipeline(database, { id, kill: true }, "ann");
});
