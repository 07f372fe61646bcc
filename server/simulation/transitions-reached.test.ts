import { expect, test } from "vitest";
import { PIPELINE_TRANSITIONS } from "#engine/model/pipeline.ts";
import { TRACK_TRANSITIONS } from "#engine/model/track.ts";
import { columnsOf, decideCell, EVENTS } from "#testing/engine/event-cells.ts";
import type { SituationName } from "#testing/engine/event-positions.ts";
import { EVENT_TABLE } from "#testing/engine/event-table.ts";
import { contentOf, SimulatedPipeline } from "#testing/engine/simulated-pipeline.ts";
import { RandomSource } from "./random/random-source.ts";
import { World } from "./world/world.ts";

const WORLDS = 100;

type Reached = { readonly from: string; readonly to: string };

/** The cells of the event table: each once with another open track in the pipeline, and once as the last open track. */
function reachedByCells(): { tracks: Reached[]; pipelines: Reached[] } {
  const cells = Object.entries(EVENT_TABLE).flatMap(([situation, part]) =>
    columnsOf(part).flatMap((column) =>
      Object.values(EVENTS)
        .flatMap((forms) => Object.values(forms))
        .flatMap((event) =>
          [false, true].map((isAlone) => decideCell(situation as SituationName, column, event, isAlone)),
        ),
    ),
  );
  return {
    tracks: cells.flatMap(({ moves }) => moves),
    pipelines: cells.map(({ pipeline: [from, to] }) => ({ from, to })),
  };
}

function reachedByWorlds(): Reached[] {
  return Array.from({ length: WORLDS }, (_, seed) => {
    const world = new World(new RandomSource(seed));
    world.play();
    return world.store.run.history;
  }).flat();
}

/** The vertices behind a vertex that runs again must wait again, in any state. */
function reachedByRerun(second: object): Reached[] {
  const run = new SimulatedPipeline(contentOf({ first: { script: "x" }, second }, ["first -> second"]));
  run.claim(0);
  run.end(0, "succeeded");
  expect(run.feed({ type: "rerun", number: 0 })).toBe(null);
  return run.history;
}

/** A track that stopped at its breakpoint before it asked asks once the breakpoint is removed. */
function reachedByBreak(): Reached[] {
  const asks = { script: "x", inputs: { i: { type: "string", required: true } } };
  const run = new SimulatedPipeline(contentOf({ asks }, []));
  run.feed({ type: "break", number: 0, isSet: true });
  expect(run.feed({ type: "break", number: 0, isSet: false })).toBe(null);
  return run.history;
}

/** Rounds of a script without an undo script, whose pipeline was cancelled and then undone. */
function reachedByRounds(end: "cancelled" | "failed" | "skipped"): Reached[] {
  const rounds = { script: "x", repeat: { until: "index == 9", max: 10 } };
  const run = new SimulatedPipeline(contentOf({ first: { script: "x", revert: "undo" }, rounds }, []));
  for (const number of [0, 1]) {
    run.claim(number);
    run.end(number, "succeeded");
  }
  run.claim(1);
  if (end === "cancelled") run.feed({ type: "cancelled", by: "ann" });
  run.feed({ type: "settled", number: 1, outcome: { to: end, reason: "no" } });
  expect(run.feed({ type: "undo", from: null, by: "ann" })).toBe(null);
  return run.history;
}

/** Two rounds of a script are undone one after the other. */
function reachedByUndoneRounds(): Reached[] {
  const rounds = { script: "x", revert: "undo", repeat: { until: "index == 1", max: 2 } };
  const run = new SimulatedPipeline(contentOf({ rounds }, []));
  for (let round = 0; round < 2; round += 1) {
    run.claim(0);
    run.end(0, "succeeded");
  }
  expect(run.feed({ type: "undo", from: null, by: "ann" })).toBe(null);
  for (let round = 0; round < 2; round += 1) {
    run.claim(0);
    run.end(0, "succeeded");
  }
  expect(run.pipeline.state).toBe("reverted");
  return run.history;
}

/** A pipeline that was undone from a vertex on runs again from there. */
function reachedByUndo(): Reached {
  const run = new SimulatedPipeline(contentOf({ first: { script: "x", revert: "undo" } }, []));
  run.claim(0);
  run.end(0, "succeeded");
  run.feed({ type: "undo", from: 0, by: "ann" });
  const from = run.pipeline.state;
  run.end(0, "succeeded");
  return { from, to: run.pipeline.state };
}

/** A pipeline that was undone ends so after its final step. */
function reachedByFinalStep(): Reached {
  const vertices = { first: { script: "x", revert: "undo" }, end: { script: "x", final: "always" } };
  const bad = { script: "x" };
  const run = new SimulatedPipeline(contentOf({ ...vertices, bad }, [], { onFailure: "revert" }));
  const both = [run.numberOf("first"), run.numberOf("bad")];
  for (const number of both) run.claim(number);
  for (const number of both) run.end(number, number === both[0] ? "succeeded" : "failed");
  run.end(run.numberOf("first"), "succeeded");
  const from = run.pipeline.state;
  run.claim(run.numberOf("end"));
  run.end(run.numberOf("end"), "succeeded");
  return { from, to: run.pipeline.state };
}

test("every transition in the tables is reached", () => {
  const { tracks, pipelines } = reachedByCells();
  const stories = [
    ...reachedByBreak(),
    ...reachedByUndoneRounds(),
    ...reachedByRounds("cancelled"),
    ...reachedByRounds("failed"),
    ...reachedByRounds("skipped"),
    ...reachedByRerun({ script: "x" }),
    ...reachedByRerun({ script: "x", inputs: { i: { type: "string", required: true } } }),
    ...reachedByRerun({ kind: "wait", wait: { for: "3s" } }),
  ];
  const happened = new Set(
    [...tracks, ...reachedByWorlds(), ...stories].map(({ from, to }) => `${from} ${to}`),
  );
  const dead = Object.values(TRACK_TRANSITIONS)
    .flat()
    .filter(({ from, to }) => !happened.has(`${from} ${to}`));
  expect(dead).toEqual([]);
  const changed = new Set(
    [...pipelines, reachedByUndo(), reachedByFinalStep()].map(({ from, to }) => `${from} ${to}`),
  );
  expect(PIPELINE_TRANSITIONS.filter(({ from, to }) => !changed.has(`${from} ${to}`))).toEqual([]);
}, 60_000);
