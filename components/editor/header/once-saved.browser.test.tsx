import { ReactFlowProvider } from "@xyflow/react";
import { AppRouterContext } from "next/dist/shared/lib/app-router-context.shared-runtime";
import { SearchParamsContext } from "next/dist/shared/lib/hooks-client-context.shared-runtime";
import { expect, test } from "vitest";
import { userEvent } from "vitest/browser";
import { render } from "vitest-browser-react";
import { ApiForTest } from "#components/api/api-for-test.tsx";
import { placedFile } from "#components/canvas/layout/placed-file.ts";
import { DraftContext } from "#components/draft/draft-context.ts";
import { createDraftStore } from "#components/draft/draft-store.ts";
import { createPresenceStore, PresenceContext } from "#components/draft/presence/presence-store.ts";
import { ToastProvider } from "#components/ui/overlays/toast.tsx";
import { EditorHeader } from "./editor-header.tsx";

const ROUTER = { push: () => undefined, prefetch: () => undefined } as never;

/** The header of a draft whose save is under way until the test says how it ends. */
async function header() {
  const store = createDraftStore(
    placedFile({ signalbox: 1, name: "g", vertices: { a: { script: "true" } } }),
  );
  const saves: ((isSaved: boolean) => void)[] = [];
  const renamed: unknown[] = [];
  const saved = {
    store,
    ...{ saving: { is: "away" }, isKept: true, isStale: false, edit: () => 4 },
    flush: () => new Promise<boolean>((resolve) => saves.push(resolve)),
  };
  const answers = {
    "account.show": () => ({ rights: { grants: [{ folder: "", role: "admin" }] } }),
    "graphs.rename": (input: unknown) => {
      renamed.push(input);
      return { name: (input as { to: string }).to };
    },
    "graphs.show": () => ({ name: "g", edit: 4, findings: [], revisions: [] }),
    "presets.list": () => [],
    "pipelines.launchForm": () => ({ params: {}, vertices: [], names: ["a"] }),
    "pipelines.list": () => ({ pipelines: [] }),
  };
  const view = { graphId: 1, name: "g", folder: "", edit: 4 };
  const screen = await render(
    <AppRouterContext.Provider value={ROUTER}>
      <SearchParamsContext.Provider value={new URLSearchParams()}>
        <ApiForTest answers={answers}>
          <ToastProvider>
            <DraftContext value={store}>
              <PresenceContext value={createPresenceStore()}>
                <ReactFlowProvider>
                  <EditorHeader view={view as never} saved={saved as never} findings={[]} />
                  <textarea aria-label="Script" />
                </ReactFlowProvider>
              </PresenceContext>
            </DraftContext>
          </ToastProvider>
        </ApiForTest>
      </SearchParamsContext.Provider>
    </AppRouterContext.Provider>,
  );
  const end = async (isSaved: boolean) => {
    await expect.poll(() => saves.length).toBe(1);
    saves.pop()?.(isSaved);
  };
  return { screen, end, renamed };
}

test("Launch says that it waits for the save, and opens once the draft is saved", async () => {
  const { screen, end } = await header();
  await screen.getByRole("button", { name: "Launch" }).dblClick();
  await expect.element(screen.getByText("Launch opens once the draft is saved.").first()).toBeVisible();
  await end(true);
  await expect.element(screen.getByRole("dialog", { name: "Launch g", exact: true })).toBeVisible();
});

test("of Launch and then Seal, pressed before the draft is saved, Seal opens", async () => {
  const { screen, end } = await header();
  await screen.getByRole("button", { name: "Launch" }).click();
  await screen.getByRole("button", { name: "Seal" }).click();
  await end(true);
  await expect.element(screen.getByRole("dialog", { name: /^Seal/ })).toBeVisible();
  await expect.element(screen.getByRole("dialog", { name: /^Launch/ })).not.toBeInTheDocument();
});

test("Launch opens over nobody who went on typing while the draft was saved: it says that it can be pressed again", async () => {
  const { screen, end } = await header();
  await screen.getByRole("button", { name: "Launch" }).click();
  await screen.getByLabelText("Script").fill("echo");
  await userEvent.keyboard("x");
  await end(true);
  await expect.element(screen.getByText("The draft is saved now. Press Launch again.").first()).toBeVisible();
  expect(screen.getByRole("dialog", { name: "Launch g", exact: true }).query()).toBeNull();
});

test("Seal of a draft that cannot be saved says so", async () => {
  const { screen, end } = await header();
  await screen.getByRole("button", { name: "Seal" }).click();
  await end(false);
  await expect.element(screen.getByText("Seal needs the draft saved first.").first()).toBeVisible();
});

test("a rename that was taken back before the draft was saved is not done, and one that was not is done once", async () => {
  const { screen, end, renamed } = await header();
  const open = screen.getByRole("button", { name: "Rename graph" });
  const field = screen.getByLabelText("Graph name");
  const submit = screen.getByRole("button", { name: "Rename", exact: true });
  await open.click();
  await field.fill("former");
  await submit.click();
  await screen.getByRole("button", { name: "Back" }).click();
  await end(true);
  await open.click();
  await field.fill("latter");
  await submit.click();
  await expect.element(submit).toHaveAttribute("aria-busy", "true");
  await end(false);
  await expect.element(screen.getByText(/It is renamed once the draft is saved/)).toBeVisible();
  await submit.click();
  await end(true);
  await expect.poll(() => renamed).toEqual([{ name: "g", to: "latter" }]);
});
