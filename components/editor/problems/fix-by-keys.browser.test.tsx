import { expect, test } from "vitest";
import { userEvent } from "vitest/browser";
import { useDraft } from "#components/draft/draft-context.ts";
import { goToRegion } from "#components/shell/regions/go-to-region.ts";
import { tabTo } from "#components/ui/keys/tab-to-for-test.ts";
import { FindingsContext } from "#components/vertex-form/findings/findings-context.ts";
import { findingsOf } from "#engine/check/findings.ts";
import { canvasOf } from "../canvas-for-test.tsx";
import { Inspector } from "../inspector/inspector.tsx";
import { ProblemList } from "./problem-list.tsx";

const GRAPH = `signalbox: 1
name: g
vertices:
  build: { script: "echo {tag} {place}" }
layout: { build: [0, 0] }
`;

/** The inspector and the problems of the draft as it is now. */
function Beside() {
  const content = useDraft(({ draft }) => draft.file.content);
  const findings = findingsOf(content);
  return (
    <FindingsContext value={findings}>
      <div>
        <ProblemList findings={findings} isSettled />
        <Inspector />
      </div>
    </FindingsContext>
  );
}

test("by keys alone a finding is chosen, found in the inspector and fixed; the focus stays in the inspector", async () => {
  const { screen, store } = await canvasOf(GRAPH, { width: 1400, beside: <Beside /> });
  const problems = screen.getByRole("region", { name: "Problems" });
  await tabTo(problems.getByRole("button", { name: /tag/ }).first());
  await userEvent.keyboard("{Enter}");
  expect([...store.getState().selection.vertices]).toEqual(["build"]);
  const said = screen.getByRole("list", { name: "Findings about build" });
  for (const input of ["tag", "place"]) {
    const fix = said.getByRole("button", { name: `Make {${input}} an input` });
    await expect.element(fix).toBeVisible();
    if (input === "tag") {
      goToRegion(1);
      await expect.element(fix).toHaveFocus();
    } else await tabTo(fix);
    await userEvent.keyboard("{Enter}");
    await expect.element(fix).not.toBeInTheDocument();
    await expect
      .element(input === "tag" ? said : screen.getByRole("region", { name: "Inspector" }))
      .toHaveFocus();
  }
  const { inputs } = store.getState().draft.file.content.vertices.get("build") ?? {};
  expect(Object.keys(inputs ?? {})).toEqual(["tag", "place"]);
});
