import fc from "fast-check";
import { expect, test } from "vitest";
import { ExactNumber } from "../json/exact-number.ts";
import type { InputSpec } from "../model/graph-content.ts";
import { afterEvent, type EndedPipeline, readsOutputs } from "./after-event.ts";
import { AFTER_KIND, readAfterSettings } from "./after-kind.ts";
import { type AfterLink, ringOf, ringText } from "./after-rings.ts";
import { judgeDelivery } from "./judge-delivery.ts";
import { triggerProblems } from "./trigger-problems.ts";

const specs: Readonly<Record<string, InputSpec>> = {
  url: { type: "string", required: true },
  size: { type: "json" },
  from: { type: "integer" },
};
const ended: EndedPipeline = {
  ...{ id: 41, name: "build 7", graph: "build", revision: 3, state: "succeeded", reason: null },
  ...{ launchedBy: "ann", launchedAt: new Date(0), finishedAt: new Date(60_000) },
  params: { branch: "main", key: "prod-key" },
  labels: { team: "shop" },
  outputs: [
    ["push", { url: "https://example.com/1", size: new ExactNumber("12345678901234567890.5") }],
    ["back-up", { ok: "yes" }],
  ],
};
const event = afterEvent(ended, { branch: { type: "string" }, key: { type: "secret" } });

test("params come from the pipeline that ended and the outputs of its vertices, with every digit", () => {
  const trigger = {
    filter:
      'pipeline.state == "succeeded" && pipeline.params.branch == "main" && pipeline.labels.team == "shop" && has(pipeline.outputs.push)',
    params: { url: "pipeline.outputs.push.url", size: "pipeline.outputs.push.size", from: "pipeline.id" },
  };
  expect(triggerProblems(trigger, specs, AFTER_KIND.names)).toEqual([]);
  expect(judgeDelivery(trigger, specs, event)).toEqual({
    act: "launch",
    params: { url: "https://example.com/1", size: new ExactNumber("12345678901234567890.5"), from: 41 },
  });
  const quoted = { filter: null, params: { url: 'pipeline.outputs["back-up"].ok' } };
  expect(judgeDelivery(quoted, specs, event)).toEqual({ act: "launch", params: { url: "yes" } });
});

test("an output that is not there refuses the launch of a graph that needs it; what cannot be is said when it is saved", () => {
  const missing = { filter: null, params: { url: "pipeline.outputs.push.nothing" } };
  expect(judgeDelivery(missing, specs, event)).toMatchObject({ act: "refuse" });
  const wrong = { filter: "outputs.push.ok", params: { url: "pipeline.outptus.push.url" } };
  expect(triggerProblems(wrong, specs, AFTER_KIND.names).map(({ text }) => text)).toEqual([
    "The filter `outputs.push.ok`: there is no `outputs` here: an expression of this trigger reads pipeline.",
    "The param url, `pipeline.outptus.push.url`: there is no `outptus` here.",
  ]);
});

test("a param of the type secret is not in the event", () => {
  expect(judgeDelivery({ filter: "has(pipeline.params.key)", params: {} }, {}, event)).toMatchObject({
    act: "filter",
  });
});

test("outputs are asked for only where an expression may read them", () => {
  const reads = (text: string) => readsOutputs({ filter: null, params: { url: text } });
  expect(["pipeline.outputs.a.b", 'pipeline["outputs"]', "pipeline", "string(pipeline)"].map(reads)).toEqual(
    Array.from({ length: 4 }, () => true),
  );
  expect(["pipeline.id", "pipeline . state", '"x"'].map(reads)).toEqual([false, false, false]);
});

test("settings are read strictly; what is absent is as usual", () => {
  expect(readAfterSettings({ graph: "build" })).toEqual({
    graph: "build",
    states: ["succeeded"],
    children: false,
  });
  expect(AFTER_KIND.summary({ graph: "build", states: ["failed", "cancelled"], children: true })).toBe(
    "after build failed or cancelled, also as a child",
  );
  for (const wrong of [
    {},
    { graph: "" },
    { graph: "a", states: [] },
    { graph: "a", states: ["running"] },
    { graph: "a", x: 1 },
  ])
    expect(AFTER_KIND.settings.safeParse(wrong).success).toBe(false);
});

const link = (name: string, source: number, target: number, more: Partial<AfterLink> = {}): AfterLink => ({
  ...{ name, source, target, children: false, below: new Set<number>() },
  ...more,
});

test("a ring is named in its order; also one that only child pipelines close", () => {
  const [one, two, three] = [link("one", 1, 2), link("two", 2, 3), link("three", 3, 1)];
  expect(ringOf(one, [one, two])).toBeNull();
  const ring = ringOf(three, [one, two, three]);
  expect(ring?.map(({ name }) => name)).toEqual(["three", "one", "two"]);
  expect(
    ringText(
      ring ?? [],
      new Map([
        [1, "a"],
        [2, "b"],
      ]),
    ),
  ).toBe(
    'This would be a ring that never ends: three launches "a" after "3", one launches "b" after "a", two launches "3" after "b", and so on',
  );
  expect(ringOf(link("self", 1, 1), [])).toBeNull();
  const self = link("self", 1, 1);
  expect(ringOf(self, [self])).toEqual([self]);
  // Graph 2 runs graph 1 as a child.
  const below = { below: new Set([1]) };
  const blind = link("blind", 1, 2, below);
  expect(ringOf(blind, [blind])).toBeNull();
  const seeing = link("seeing", 1, 2, { ...below, children: true });
  expect(ringOf(seeing, [seeing])).toEqual([seeing]);
});

test("a ring is found if, and only if, a trigger leads back to itself", () => {
  const node = fc.integer({ min: 0, max: 5 });
  const anyLink = fc.record({
    source: node,
    target: node,
    children: fc.boolean(),
    below: fc.uniqueArray(node, { maxLength: 3 }),
  });
  fc.assert(
    fc.property(fc.array(anyLink, { minLength: 1, maxLength: 8 }), (made) => {
      const links = made.map(({ below, ...each }, n) => ({ ...each, name: `t${n}`, below: new Set(below) }));
      const leads = (a: AfterLink, b: AfterLink) =>
        b.source === a.target || (b.children && a.below.has(b.source));
      const reach = links.map((a) => links.map((b) => leads(a, b)));
      for (const k of links.keys())
        for (const i of links.keys())
          for (const j of links.keys()) if (reach[i]?.[k] && reach[k]?.[j]) (reach[i] as boolean[])[j] = true;
      for (const [n, start] of links.entries()) {
        const ring = ringOf(start, links);
        expect(ring !== null).toBe(reach[n]?.[n] === true);
        for (const [at, each] of (ring ?? []).entries())
          expect(leads(each, ring?.[at + 1] ?? start)).toBe(true);
      }
    }),
  );
});
