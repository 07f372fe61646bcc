import { expect, test } from "vitest";
import type { EdgeSpec } from "#engine/model/graph-content.ts";
import { canRescue, type EdgeKind, edgeKind, edgeLabel } from "./edge-kind.ts";

const edge = (more: Partial<EdgeSpec>): EdgeSpec => ({ tail: "a", head: "b", ...more });

const KINDS: readonly [Partial<EdgeSpec>, EdgeKind, string | null][] = [
  [{}, "success", null],
  [{ when: "failed" }, "reaction", "failed"],
  [{ when: "always" }, "reaction", "always"],
  [{ when: "failed", rescue: true }, "rescue", "failed · rescue"],
  [{ when: "exit == 3", rescue: true }, "rescue", "exit == 3 · rescue"],
  [{ when: "params.env == 'prod'" }, "success", "params.env == 'prod'"],
  [{ default: true }, "success", "otherwise"],
  [{ after: 1_800_000 }, "timer", "after 30m"],
  [{ after: 5_400_000, when: "failed" }, "timer", "after 1h30m · failed"],
];

test.each(KINDS)("the edge %j is a %s with the label %j", (more, kind, label) => {
  expect(edgeKind(edge(more))).toBe(kind);
  expect(edgeLabel(edge(more))).toBe(label);
});

test.each([
  ["state == 'failed'", true],
  ["exit in [1, 2]", true],
  ["params.n > 1 && exit == 3", true],
  ["outputs.a.state == 'x'", false],
  ["outputs.a.exit", false],
  ["params.word == 'state'", false],
  ["restate == 1", false],
])("a condition may be met by a failure where it reads how the tail ended: %s", (when, is) => {
  expect(canRescue({ when })).toBe(is);
});
