import { expect, test } from "vitest";
import type { Finding } from "#engine/model/graph-content.ts";
import { contentOf } from "#testing/engine/simulated-pipeline.ts";
import { foreignSentence, shownFindings } from "./shell-scripts.ts";

const about = (vertex: string, field: "script" | "revert"): Finding => ({
  ...{ code: "shell-syntax", level: "warning", text: `${vertex}, line 1`, vertices: [vertex], edges: [] },
  ...{ field, line: 1 },
});

test("what was said of a script stays in the list while it is typed in, and goes with the script", () => {
  const vertices = { A: { script: "fi", revert: "done" }, B: { script: "fi" } };
  const findings = [about("A", "script"), about("A", "revert"), about("B", "script")];
  const said = { findings, vertices: contentOf(vertices, []).vertices, unread: [] };
  const left = (now: object) =>
    shownFindings(said, contentOf(now, [])).map(({ vertices: [name], field }) => `${name} ${field}`);
  expect(left({ ...vertices, B: { script: "fi # typed" } })).toEqual(["A script", "A revert", "B script"]);
  expect(left({ A: { script: "", revert: "done" } })).toEqual(["A revert"]);
  expect(left({ A: { script: "fi", revert: "none" }, B: { kind: "approval" } })).toEqual(["A script"]);
  expect(left({ A: { ...vertices.A, interpreter: "python3" }, B: vertices.B })).toEqual(["B script"]);
  expect(shownFindings(null, contentOf(vertices, []))).toEqual([]);
});

test("scripts that no shell of the server reads are counted, by what they are for", () => {
  const { vertices } = contentOf(
    {
      A: { script: "a", revert: "undo", interpreter: "python3" },
      B: { script: "b", revert: "none", interpreter: "node" },
      C: { script: "c" },
    },
    [],
  );
  expect(foreignSentence(vertices)).toBe(
    "3 scripts are for node, python3: the server reads only those for bash and sh.",
  );
  const none = contentOf({ A: { interpreter: "python3" }, B: { script: "b", interpreter: "sh" } }, []);
  expect(foreignSentence(none.vertices)).toBeNull();
});
