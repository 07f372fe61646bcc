import fc from "fast-check";
import { expect, test } from "vitest";
import { contentOf, SimulatedPipeline } from "#testing/engine/simulated-pipeline.ts";
import { findingsOf } from "./findings.ts";

const SIZE = 6;
const WHENS = [
  "succeeded",
  "succeeded",
  "failed",
  "always",
  "rescue",
  "default",
  "condition",
  "exit",
] as const;

/** A graph in which each vertex but the first reads an output of one before it. */
const graph = fc.record({
  joins: fc.array(fc.constantFrom("all", "all", "any", "every"), { minLength: SIZE, maxLength: SIZE }),
  extras: fc.array(fc.constantFrom({}, {}, {}, { onFailure: "ignore" }, { branch: "first" }), {
    minLength: SIZE,
    maxLength: SIZE,
  }),
  sources: fc.array(fc.nat(), { minLength: SIZE, maxLength: SIZE }),
  edges: fc.array(fc.tuple(fc.nat(SIZE - 1), fc.nat(SIZE - 1), fc.constantFrom(...WHENS)), {
    minLength: 3,
    maxLength: 12,
  }),
  onFailure: fc.constantFrom("stop", "continue"),
});

function edgeOf(tail: string, head: string, when: (typeof WHENS)[number]): object {
  switch (when) {
    case "rescue":
      return { tail, head, when: "failed", rescue: true };
    case "default":
      return { tail, head, default: true };
    case "condition":
      return { tail, head, when: `outputs.${tail}.n == '1'` };
    case "exit":
      return { tail, head, when: "exit == 1" };
    default:
      return { tail, head, when };
  }
}

test("where check does not warn, the value is there, however the vertices before it ended", () => {
  let [warned, silent] = [0, 0];
  fc.assert(
    fc.property(graph, fc.infiniteStream(fc.nat(3)), ({ joins, extras, sources, edges, onFailure }, ends) => {
      const single = new Map(
        edges.flatMap(([one, other, when]) => {
          const [tail, head] = [`v${Math.min(one, other)}`, `v${Math.max(one, other)}`];
          return one === other ? [] : [[`${tail} ${head}`, edgeOf(tail, head, when)] as const];
        }),
      );
      const vertices = Object.fromEntries(
        joins.map((join, number) => {
          const from = `outputs.v${number === 0 ? 0 : (sources[number] ?? 0) % number}.n`;
          const inputs = number === 0 ? {} : { inputs: { v: { type: "string", from } } };
          return [`v${number}`, { script: "echo {v}", join, ...inputs, ...extras[number] }];
        }),
      );
      const content = contentOf(vertices, [...single.values()], { onFailure });
      const findings = findingsOf(content);
      const told = new Set(
        findings
          .filter(({ code }) => code === "value-may-be-missing" || code === "outputs-not-upstream")
          .flatMap(({ vertices: about }) => about),
      );
      const run = new SimulatedPipeline(content);
      for (let number = run.in("pending")[0]; number !== undefined; number = run.in("pending")[0]) {
        run.claim(number);
        const end = ends.next().value ?? 0;
        if (end === 0) run.end(number, "failed");
        else run.end(number, "succeeded", { n: String(end) });
      }
      for (const { number, name } of run.plan.vertices) {
        const isMissing = run.track(number).reason?.includes("has no value and no default") === true;
        if (isMissing && !told.has(name)) throw new Error(`${name} has no value, and nobody was warned.`);
        if (number > 0 && told.has(name)) warned += 1;
        else if (number > 0) silent += 1;
      }
    }),
    { numRuns: 300 },
  );
  expect(warned).toBeGreaterThan(100);
  expect(silent).toBeGreaterThan(100);
});
