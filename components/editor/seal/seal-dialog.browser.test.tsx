import { AppRouterContext } from "next/dist/shared/lib/app-router-context.shared-runtime";
import { expect, test } from "vitest";
import { page, userEvent } from "vitest/browser";
import { render } from "vitest-browser-react";
import { ApiForTest } from "#components/api/api-for-test.tsx";
import { tabTo } from "#components/ui/keys/tab-to-for-test.ts";
import { ToastProvider } from "#components/ui/overlays/toast.tsx";
import type { SealedGraph } from "#contract/graphs/revisions.ts";
import { SealDialog } from "./seal-dialog.tsx";

const WARNINGS = [
  { code: "unused-input", level: "warning", text: "A does not read x.", vertices: ["A"], edges: [] },
  { code: "child-retired", level: "warning", text: "child@2 is retired.", vertices: ["B"], edges: [] },
];
const NONE = { added: [], removed: [], changed: [] };
const NO_DIFF = { isSame: true, graph: [], params: NONE, vertices: NONE, edges: NONE, isReordered: false };

async function dialog(answer: Partial<SealedGraph> = {}) {
  const sent: unknown[] = [];
  const answers = {
    "graphs.show": () => ({ name: "deploy", edit: 7, findings: WARNINGS, revisions: [] }),
    "graphs.seal": (input: unknown) => {
      sent.push(input);
      return {
        ...{
          name: "deploy",
          revision: 4,
          digest: "sha256:ab",
          edit: 7,
          isNew: true,
          notKept: [],
          retired: null,
        },
        ...{ warnings: 2, withoutReason: 0, ...answer },
      };
    },
    "account.show": () => ({}),
    "presets.list": () => [],
    "pipelines.launchForm": () => ({ params: {}, vertices: [], names: ["A"] }),
    "pipelines.list": () => ({ pipelines: [] }),
  };
  const router = { push: () => undefined, prefetch: () => undefined } as never;
  const screen = await render(
    <AppRouterContext.Provider value={router}>
      <ApiForTest answers={answers}>
        <ToastProvider>
          <SealDialog name="deploy" folder="" onClose={() => undefined} />
        </ToastProvider>
      </ApiForTest>
    </AppRouterContext.Provider>,
  );
  await expect.element(screen.getByText("2 warnings stay")).toBeVisible();
  return { screen, sent };
}

test("a note and a reason for each warning are sent with the seal, and the revision can be launched at once", async () => {
  const { screen, sent } = await dialog();
  await expect.element(screen.getByRole("button", { name: "Seal without a reason" })).toBeVisible();
  await screen.getByLabelText("Note").fill("waits for the backup");
  await screen.getByLabelText("Reason for child-retired, warning 2").fill("until Monday");
  await expect.element(screen.getByRole("button", { name: "Seal without a reason" })).toBeVisible();
  await screen.getByLabelText("Reason for all that have none of their own").fill("on purpose");
  await screen.getByRole("button", { name: "Seal", exact: true }).click();
  await expect.element(screen.getByText("2 warnings, each with a reason.")).toBeVisible();
  const { code, text } = WARNINGS[1] ?? {};
  const reasons = [{ code, text, reason: "until Monday" }, { reason: "on purpose" }];
  expect(sent).toEqual([{ name: "deploy", edit: 7, note: "waits for the backup", reasons }]);
  await screen.getByRole("button", { name: "Launch @4" }).click();
  await expect.element(screen.getByRole("heading", { name: "Launch deploy@4" })).toBeVisible();
});

test("what is not kept is said, and a retired revision is not offered for launch; all of it on a narrow screen", async () => {
  await page.viewport(360, 740);
  const { screen } = await dialog({
    ...{ isNew: false, notKept: ["note", "reason"], withoutReason: 2 },
    retired: { at: new Date(0), by: "ann", reason: "it deletes too much" },
  });
  await screen.getByRole("button", { name: "Seal without a reason" }).click();
  await expect.element(screen.getByText("The note and the reason you typed is not kept.")).toBeVisible();
  await expect.element(screen.getByText("it deletes too much")).toBeVisible();
  await expect
    .element(screen.getByRole("button", { name: "Launch @4" }))
    .toHaveAttribute("aria-disabled", "true");
});

test("what is shown is sealed, not what somebody saved meanwhile; then it is loaded again", async () => {
  const sent: unknown[] = [];
  let edit = 12;
  const screen = await render(
    <ApiForTest
      answers={{
        "graphs.show": () => ({
          name: "deploy",
          edit: edit++,
          findings: WARNINGS,
          revisions: [{ number: 3 }],
        }),
        "graphs.diff": () => ({ a: "deploy@3", b: "deploy (draft)", edit: 12, diff: NO_DIFF }),
        "graphs.seal": (input: unknown) => {
          sent.push(input);
          throw new Error("Somebody saved since.");
        },
        "account.show": () => ({}),
      }}
    >
      <SealDialog name="deploy" folder="" onClose={() => undefined} />
    </ApiForTest>,
  );
  await screen.getByRole("button", { name: "Seal without a reason" }).click();
  await expect.poll(() => sent).toEqual([{ name: "deploy", edit: 12, note: "", reasons: [] }]);
  await expect.poll(() => edit).toBe(14);
});

test("by keys alone a note and reasons are typed, it is sealed, and the form of its launch opens", async () => {
  const { screen, sent } = await dialog();
  await expect.element(screen.getByLabelText("Note")).toHaveFocus();
  await userEvent.keyboard("for Monday");
  await tabTo(screen.getByLabelText("Reason for unused-input, warning 1"));
  await userEvent.keyboard("kept");
  await tabTo(screen.getByLabelText("Reason for child-retired, warning 2"));
  await userEvent.keyboard("until Monday{Control>}{Enter}{/Control}");
  await tabTo(screen.getByRole("button", { name: "Launch @4" }));
  expect(sent).toMatchObject([
    { edit: 7, note: "for Monday", reasons: [{ reason: "kept" }, { reason: "until Monday" }] },
  ]);
  await userEvent.keyboard("{Enter}");
  await expect.element(screen.getByRole("dialog", { name: "Launch deploy@4" })).toBeVisible();
});
