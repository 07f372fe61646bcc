import { AppRouterContext } from "next/dist/shared/lib/app-router-context.shared-runtime";
import { expect, test } from "vitest";
import { render } from "vitest-browser-react";
import { ApiForTest } from "#components/api/api-for-test.tsx";
import { ToastProvider } from "#components/ui/overlays/toast.tsx";
import type { GraphView } from "#contract/graphs/graphs.ts";
import { RevisionView } from "./revision-view.tsx";

const ROUTER = { push: () => undefined, replace: () => undefined, prefetch: () => undefined } as never;
const VIEW: GraphView = {
  ...{ graphId: 1, name: "g", folder: "", revision: null, edit: 5, digest: "sha256:0" },
  file: {
    signalbox: 1,
    name: "g",
    vertices: { A: { script: "echo" } },
    layout: { A: [0, 0] },
  } as never,
  ...{ findings: [], sealed: null, sealedAs: null, revisions: [], savedAt: new Date(0), savedBy: "ann" },
};

test("whoever may launch a draft and not change it launches the save that they see, and no later one", async () => {
  const sent: unknown[] = [];
  const answers = {
    "account.show": () => ({
      ...{ name: "me", email: null },
      rights: { grants: [{ folder: "", role: "operator" }] },
    }),
    "folders.admins": () => [],
    "pipelines.launchForm": () => ({
      ...{ graph: "g", revision: null, folder: "", params: {}, vertices: [], names: ["A"] },
    }),
    "pipelines.list": () => ({ pipelines: [] }),
    "presets.list": () => [],
    "pipelines.launch": (input: unknown) => {
      sent.push(input);
      return { id: 1 };
    },
  };
  const screen = await render(
    <AppRouterContext.Provider value={ROUTER}>
      <ApiForTest answers={answers}>
        <ToastProvider>
          <RevisionView view={VIEW} />
        </ToastProvider>
      </ApiForTest>
    </AppRouterContext.Provider>,
  );
  await screen.getByRole("button", { name: "Launch" }).click();
  await screen.getByRole("dialog").getByRole("button", { name: "Launch" }).click();
  await expect.poll(() => sent).toMatchObject([{ graph: "g", edit: 5 }]);
});
