import { expect, test } from "vitest";
import { page } from "vitest/browser";
import { render } from "vitest-browser-react";
import { ApiForTest } from "#components/api/api-for-test.tsx";
import { placedFile } from "#components/canvas/layout/placed-file.ts";
import { ChildGraphsContext } from "#components/draft/child-graphs/child-graphs-context.ts";
import { indexOf } from "#components/draft/child-graphs/pin-state.ts";
import { DraftContext } from "#components/draft/draft-context.ts";
import { createDraftStore } from "#components/draft/draft-store.ts";
import type { ChildGraph } from "#contract/graphs/revisions.ts";
import { GraphKindInspector } from "../graph-kind-inspector.tsx";

const CHILD: ChildGraph = {
  ...{ name: "deploy", revision: 3, digest: null, graph: "deploy", at: 3, isOther: false },
  retired: { at: new Date(0), by: "ann", reason: "it deletes \u202etoo much" },
  newest: { number: 5, digest: `sha256:${"5".repeat(64)}` },
};
const PARAMS = {
  3: { env: { type: "enum", enum: ["staging", "prod"], default: "staging", description: "Where it goes" } },
  5: {
    env: { type: "enum", enum: ["staging", "prod"], default: "staging" },
    count: { type: "integer", required: true },
  },
};

async function inspectorOf(vertex: object, children: readonly ChildGraph[]) {
  const store = createDraftStore(
    placedFile({
      ...{ signalbox: 1, name: "g", edges: [] },
      vertices: { run: { kind: "graph", ...vertex } },
    }),
  );
  const answers = {
    "graphs.list": () => [],
    "pipelines.list": () => ({ pipelines: [] }),
    "revisions.params": (input: unknown) => ({
      params: PARAMS[(input as { revision: 3 | 5 }).revision],
      outputs: ["version"],
    }),
  };
  const screen = await render(
    <ApiForTest answers={answers}>
      <DraftContext value={store}>
        <ChildGraphsContext value={indexOf(children)}>
          <GraphKindInspector name="run" />
        </ChildGraphsContext>
      </DraftContext>
    </ApiForTest>,
  );
  const spec = () => store.getState().draft.file.content.vertices.get("run");
  return { screen, store, spec };
}

test("a retired pin is said, its update is one step, and the params of the new revision are asked for", async () => {
  await page.viewport(360, 740);
  const inputs = { env: { type: "string", default: "prod" }, gone: { type: "string", default: "x" } };
  const { screen, store, spec } = await inspectorOf({ graph: "deploy@3", inputs }, [CHILD]);
  await expect.element(screen.getByText("@3 is retired. It runs all the same.")).toBeVisible();
  await expect
    .element(screen.getByRole("link", { name: "What differs" }))
    .toHaveAttribute("href", "/graphs/deploy/diff?a=3&b=5");
  await expect.element(screen.getByText("The input gone is no parameter of it.")).toBeVisible();
  await expect.element(screen.getByText("Where it goes")).toBeVisible();
  await screen.getByRole("button", { name: "Update to @5" }).click();
  expect(spec()?.graph).toEqual({ name: "deploy", revision: 5, digest: CHILD.newest?.digest });
  await expect.element(screen.getByText("Without a value, and required: count.")).toBeVisible();
  await expect.element(screen.getByText("is retired")).not.toBeInTheDocument();

  const count = screen.getByRole("group", { name: "Parameter count" });
  await count.getByRole("combobox").click();
  await screen.getByRole("option", { name: "This value" }).click();
  await count.getByLabelText("Value of count").fill("x");
  await expect.element(count.getByLabelText("Value of count")).toHaveAttribute("aria-invalid", "true");
  expect(spec()?.inputs?.["count"]).toBeUndefined();
  await count.getByLabelText("Value of count").fill("7");
  expect(spec()?.inputs?.["count"]).toEqual({ type: "integer", default: 7 });
  await expect.element(screen.getByText("Without a value, and required")).not.toBeInTheDocument();
  // Emptied, it is still the field that is typed in.
  await count.getByLabelText("Value of count").fill("");
  await expect.element(count.getByLabelText("Value of count")).toHaveFocus();
  await count.getByRole("combobox").click();
  await screen.getByRole("option", { name: "Ask a person before it runs" }).click();
  expect(spec()?.inputs?.["count"]).toEqual({ type: "integer", required: true });

  await screen.getByRole("button", { name: "Remove input gone" }).click();
  expect(Object.keys(spec()?.inputs ?? {})).toEqual(["env", "count"]);
  while (spec()?.graph?.revision === 5) store.getState().undo();
  expect(spec()?.graph?.revision).toBe(3);
  expect(Object.keys(spec()?.inputs ?? {})).toEqual(["env", "gone"]);
  await page.viewport(1280, 740);
});

test("of a graph that may not be seen nothing is shown, and no params are asked for", async () => {
  const { screen } = await inspectorOf({ graph: "hidden@1" }, []);
  await expect.element(screen.getByText("There is no graph hidden that you may see.")).toBeVisible();
  await expect.element(screen.getByText("Parameters of")).not.toBeInTheDocument();
});
