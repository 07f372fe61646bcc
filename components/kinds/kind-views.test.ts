import { expect, test } from "vitest";
import { parseGraphFile } from "#engine/graph-file/graph-file.ts";
import type { VertexSpec } from "#engine/model/graph-content.ts";
import { KIND_VIEWS, kindViewOf } from "./kind-views.ts";

test.each<[VertexSpec, string | null]>([
  [{ script: "\n  # what it does\n  set -e\n  echo hello\n" }, "echo hello"],
  [{ kind: "approval", prompt: { title: "Go live?" } }, "Go live?"],
  [{ kind: "graph", graph: { name: "deploy", revision: 3 } }, "deploy@3"],
  [{ kind: "wait", wait: { for: 600_000 } }, "for 10m"],
  [{ kind: "wait", wait: { until: "02:00" } }, "until 02:00 UTC"],
  [{ kind: "wait", wait: { callback: "once" } }, "until it is called"],
  [{ kind: "http", http: { url: "https://example.com/{a}" } }, "GET https://example.com/{a}"],
  [{ kind: "http" }, null],
])("a card says in one line what its vertex does: %j", (spec, line) => {
  expect(kindViewOf(spec).cardLine(spec)).toBe(line);
});

test.each(Object.entries(KIND_VIEWS))(
  "what %s adds to a graph is a valid vertex of that kind",
  (kind, view) => {
    for (const { spec } of view.additions) {
      const parsed = parseGraphFile({ signalbox: 1, name: "g", vertices: { A: spec }, edges: [] });
      expect(parsed.ok && (parsed.file.content.vertices.get("A")?.kind ?? "script")).toBe(kind);
    }
  },
);
