import { describe, expect, test } from "vitest";
import { searchDraft } from "#components/canvas/editing/find/search-draft.ts";
import { vertexJson } from "#engine/graph-file/graph-file-json.ts";
import { writeJson } from "#engine/json/write-json.ts";
import { KINDS } from "#engine/kinds/kinds.ts";
import { withRenamedInput } from "#engine/references/renamed-values.ts";
import { contentOf } from "#testing/engine/simulated-pipeline.ts";
import { KIND_VIEWS } from "./kind-views.ts";

describe.each(Object.entries(KINDS))("the kind %s", (name, kind) => {
  const content = contentOf({ A: kind.example }, []);
  const spec = content.vertices.get("A") ?? {};

  test("renames an input in every text that names it", () => {
    for (const input of Object.keys(spec.inputs ?? {})) {
      const now = withRenamedInput(content, "A", input, "another_name").content.vertices.get("A") ?? {};
      const renamed = writeJson(vertexJson(now));
      expect(renamed).not.toMatch(new RegExp(`\\{${input}\\}|"${input}":\\{"type`));
      expect(renamed.split("{another_name}").length).toBe(writeJson(kind.example).split(`{${input}}`).length);
    }
  });

  test("is found by every text that it holds, and says on its card what it does", () => {
    kind.mapTemplates(spec, ({ text }) => {
      const [hit] = searchDraft({ content, layout: new Map() }, text.split("\n")[0] ?? "");
      expect(hit?.place, text).toEqual({ of: "vertex", name: "A" });
      return text;
    });
    const view = KIND_VIEWS[name as keyof typeof KIND_VIEWS];
    expect(view.cardLine(spec)).toMatch(/\S/);
  });
});
