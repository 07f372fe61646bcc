import { expect, test } from "vitest";
import type { VertexSpec } from "#engine/model/graph-content.ts";
import { missingLine, vertexLine } from "./vertex-line.ts";

test.each<[VertexSpec, string | null]>([
  [{ script: "\n  echo hello\n" }, "echo hello"],
  [{ kind: "approval", prompt: { title: "Go live?" } }, "Go live?"],
  [{ kind: "graph", graph: { name: "deploy", revision: 3 } }, "deploy@3"],
  [{ kind: "wait", wait: { for: 600_000 } }, "for 10m"],
  [{ kind: "wait", wait: { until: "02:00" } }, "until 02:00 UTC"],
  [{ kind: "wait", wait: { callback: "once" } }, "until it is called"],
  [{ kind: "http", http: { url: "https://example.com/{a}" } }, "GET https://example.com/{a}"],
  [{ kind: "http" }, null],
])("a card says in one line what its vertex does: %j", (spec, line) => {
  expect(vertexLine(spec)).toBe(line);
  expect(missingLine(spec)).toMatch(/yet$/);
});
