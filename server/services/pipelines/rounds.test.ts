import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { trackIn } from "#testing/launched.ts";
import { linesOf } from "#testing/lines-of.ts";
import { startTestSystem } from "#testing/test-system.ts";
import { retryTrack } from "../tracks/retry-track.ts";

const { database, launch, seal, startRunner, makeDirectory } = await startTestSystem();
await startRunner({ SIGNALBOX_RUNNER: "r1" });
const dir = await makeDirectory();

/** Notes its round and the sum so far; the third round fails until the file `name.mended` is there. */
function scriptOf(name: string): string {
  const path = join(dir, name);
  return `echo "{round} {sum}" >> ${path}; if [ {round} = 2 ] && [ ! -e ${path}.mended ]; then exit 7; fi; echo "sum=$(({sum} + 1))" >> "$SIGNALBOX_OUTPUT"`;
}

const SUM = "has(last.sum) ? int(last.sum) : 0";
const ROUNDS = ["0 0", "1 1", "2 2", "2 2", "3 3"];

test("a script that failed in its third round goes on with that round, and no round that is done runs again", async () => {
  const run = await launch({
    name: "script-rounds",
    vertices: {
      A: {
        repeat: { until: "result.sum == 4", max: 9 },
        inputs: { round: { type: "integer", from: "index" }, sum: { type: "integer", from: SUM } },
        outputs: { sum: { type: "integer" } },
        script: scriptOf("script"),
      },
    },
  });
  const failed = await run.until(({ pipeline }) => pipeline.state === "failed");
  expect(trackIn(failed, "A")).toMatchObject({ reason: "round 3: exit 7", outputs: null, roundsDone: 2 });
  writeFileSync(join(dir, "script.mended"), "");
  await retryTrack(database, { id: run.id, vertex: "A", reason: "mended" }, "ann");
  const view = await run.until(({ pipeline }) => pipeline.state === "succeeded");
  expect(trackIn(view, "A")).toMatchObject({ outputs: { sum: 4 }, roundsDone: 4 });
  expect(linesOf(join(dir, "script"))).toEqual(ROUNDS);
  await retryTrack(database, { id: run.id, vertex: "A", downstream: true, reason: "anew" }, "ann");
  await run.until((now) => now.pipeline.state === "succeeded" && trackIn(now, "A").attempt === 9);
  expect(linesOf(join(dir, "script"))).toEqual([...ROUNDS, "0 0", "1 1", "2 2", "3 3"]);
});

test.each(["taken up", "launched anew"])(
  "a graph that failed in its third round goes on with that round when its child is %s",
  async (how) => {
    const name = how.replace(" ", "-");
    await seal({
      name: `body-${name}`,
      params: { round: { type: "integer" }, sum: { type: "integer" } },
      outputs: { sum: { type: "integer", from: "outputs.S.sum" } },
      vertices: {
        S: {
          inputs: {
            round: { type: "integer", from: "params.round" },
            sum: { type: "integer", from: "params.sum" },
          },
          outputs: { sum: { type: "integer" } },
          script: scriptOf(name),
        },
      },
    });
    const run = await launch({
      name: `graph-rounds-${name}`,
      vertices: {
        A: {
          kind: "graph",
          graph: `body-${name}@1`,
          repeat: { until: "result.sum == 4", max: 9 },
          inputs: { round: { type: "integer", from: "index" }, sum: { type: "integer", from: SUM } },
          outputs: { sum: { type: "integer" } },
        },
      },
    });
    const failed = await run.until(({ pipeline }) => pipeline.state === "failed");
    expect(trackIn(failed, "A")).toMatchObject({ attempt: 3, roundsDone: 2 });
    writeFileSync(join(dir, `${name}.mended`), "");
    const onlyFailed = how === "taken up";
    await retryTrack(database, { id: run.id, vertex: "A", onlyFailed, reason: "mended" }, "ann");
    const view = await run.until(({ pipeline }) => pipeline.state === "succeeded");
    expect(trackIn(view, "A")).toMatchObject({ attempt: onlyFailed ? 4 : 5, outputs: { sum: 4 } });
    expect(linesOf(join(dir, name))).toEqual(ROUNDS);
  },
);
