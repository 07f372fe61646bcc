import {
  AppRouterContext,
  type AppRouterInstance,
} from "next/dist/shared/lib/app-router-context.shared-runtime";
import { expect, test } from "vitest";
import { render } from "vitest-browser-react";
import { ApiForTest } from "#components/api/api-for-test.tsx";
import { ToastProvider } from "#components/ui/overlays/toast.tsx";
import type { LaunchForm } from "#contract/pipelines/pipelines.ts";
import type { LaunchedValues } from "#contract/pipelines/previews.ts";
import { RerunDialog } from "./rerun-dialog.tsx";

/** Goes nowhere. */
const ROUTER: AppRouterInstance = {
  push: () => undefined,
  replace: () => undefined,
  refresh: () => undefined,
  back: () => undefined,
  forward: () => undefined,
  prefetch: () => undefined,
  bfcacheId: "",
};

/** The dialog of pipeline 7, which had skipped two vertices: one of them is not in the graph any more. */
async function show() {
  const sent: unknown[] = [];
  const launched: LaunchedValues = {
    ...{ graph: "deploy", revision: 2, newest: 2, name: "night run", priority: -5, labels: { team: "shop" } },
    ...{ params: {}, inputs: {}, from: null, skips: ["a", "gone"], breaks: ["b", "gone"] },
  };
  const form: Partial<LaunchForm> = { params: {}, vertices: [], names: ["a", "b"] };
  const answers = {
    "pipelines.launchedValues": () => launched,
    "pipelines.launchForm": () => form,
    "pipelines.launch": (input: unknown) => {
      sent.push(input);
      return { id: 8, isNew: true };
    },
  };
  const screen = await render(
    <ApiForTest answers={answers}>
      <AppRouterContext value={ROUTER}>
        <ToastProvider>
          <RerunDialog id={7} onClose={() => undefined} />
        </ToastProvider>
      </AppRouterContext>
    </ApiForTest>,
  );
  await expect.element(screen.getByLabelText("Name of the pipeline")).toHaveValue("night run");
  return { screen, sent };
}

test("a rerun keeps the name, the priority, the labels and what was skipped at the launch, unless they are changed", async () => {
  const { screen, sent } = await show();
  const priority = screen.getByLabelText("Priority");
  await priority.fill("soon");
  await screen.getByRole("button", { name: "Rerun" }).click();
  await expect.element(screen.getByText(/Enter a whole number/)).toBeVisible();
  expect(sent).toEqual([]);
  await priority.fill("3");
  const labels = screen.getByLabelText("Labels");
  await expect.element(labels).toHaveValue("team=shop");
  await labels.fill("team=shop\nurgent");
  await screen.getByRole("button", { name: "Rerun" }).click();
  await expect.element(screen.getByText(/found "urgent"/)).toBeVisible();
  expect(sent).toEqual([]);
  await labels.fill("team=shop\nticket=7");
  await screen.getByRole("button", { name: "Rerun" }).click();
  await expect
    .poll(() => sent)
    .toMatchObject([
      { name: "night run", priority: 3, labels: { team: "shop", ticket: "7" }, revision: 2, skips: ["a"] },
    ]);
});

test("what was skipped at the launch is run where that is chosen", async () => {
  const { screen, sent } = await show();
  await screen.getByRole("checkbox", { name: /Skip again/ }).click();
  await screen.getByRole("button", { name: "Rerun" }).click();
  await expect.poll(() => sent.length).toBe(1);
  expect(sent[0]).not.toHaveProperty("skips");
});

test("it stops again at the breakpoints of the pipeline only where that is chosen, and as far as it has these vertices", async () => {
  const { screen, sent } = await show();
  await screen.getByRole("button", { name: "Rerun" }).click();
  await expect.poll(() => sent.length).toBe(1);
  expect(sent[0]).not.toHaveProperty("breaks");
  await screen.unmount();
  const again = await show();
  await again.screen.getByRole("checkbox", { name: "Stop again at the breakpoints: b, gone" }).click();
  await again.screen.getByRole("button", { name: "Rerun" }).click();
  await expect.poll(() => again.sent).toMatchObject([{ skips: ["a"], breaks: ["b"] }]);
});
