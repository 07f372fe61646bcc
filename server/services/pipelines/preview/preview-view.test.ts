import fc from "fast-check";
import { expect, test } from "vitest";
import { MAX_NAMES } from "#contract/pipelines/previews.ts";
import { NOTHING } from "#engine/explain/preview/preview.ts";
import { contentOf, SimulatedPipeline } from "#testing/engine/simulated-pipeline.ts";
import { previewView } from "./preview-view.ts";
import type { ReadChild } from "./read-failed-children.ts";

const run = new SimulatedPipeline(contentOf({ a: {} }, []));

const CHILD: ReadChild = {
  ...{ plan: run.plan, pipeline: run.pipeline, tracks: run.rows().tracks, facts: run.factsNow, names: ["a"] },
  ...{ isElsewhere: false, whyNot: null, children: new Map() },
};

test("what begins as a whole and what begins in part are, together, each track once, however many there are", () => {
  fc.assert(
    fc.property(fc.array(fc.boolean(), { maxLength: 3 * MAX_NAMES }), (isInPart) => {
      const begins = [...isInPart.keys()];
      const inPart = begins.filter((number) => isInPart[number]);
      const inside = inPart.map((number) => ({ number, runs: [0], inside: [] }));
      const children = new Map(inPart.map((number) => [number, CHILD]));
      const shown = previewView({ ...NOTHING, begins, inside }, String, children);
      expect(shown.begins.count + shown.inside.length).toBe(begins.length);
      const named = [...shown.begins.names, ...shown.inside.map(({ path }) => path)];
      expect(new Set(named).size).toBe(named.length);
      expect(shown.begins.names).toHaveLength(Math.min(shown.begins.count, MAX_NAMES));
    }),
  );
});
