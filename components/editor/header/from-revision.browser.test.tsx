import { SearchParamsContext } from "next/dist/shared/lib/hooks-client-context.shared-runtime";
import { expect, test } from "vitest";
import { render } from "vitest-browser-react";
import { ApiForTest } from "#components/api/api-for-test.tsx";
import { placedFile } from "#components/canvas/layout/placed-file.ts";
import { DraftContext } from "#components/draft/draft-context.ts";
import { createDraftStore } from "#components/draft/draft-store.ts";
import { ToastProvider } from "#components/ui/overlays/toast.tsx";
import { FromRevision } from "./from-revision.tsx";

const fileOf = (...names: readonly string[]) => ({
  ...{ signalbox: 1, name: "g" },
  vertices: Object.fromEntries(names.map((name) => [name, { script: "true" }])),
});

test("what somebody else adds to the draft while its replacement is read is shown before it is replaced", async () => {
  const draft = placedFile(fileOf("a", "b") as never);
  const store = createDraftStore(draft);
  const vertices = () => [...store.getState().draft.file.content.vertices.keys()];
  const screen = await render(
    <SearchParamsContext.Provider value={new URLSearchParams("from=3")}>
      <ApiForTest answers={{ "graphs.show": () => ({ name: "g", revision: 3, file: fileOf("a") }) }}>
        <ToastProvider>
          <DraftContext value={store}>
            <FromRevision name="g" />
          </DraftContext>
        </ToastProvider>
      </ApiForTest>
    </SearchParamsContext.Provider>,
  );
  const dialog = screen.getByRole("dialog");
  await expect.element(dialog).toHaveTextContent("b");
  store.getState().merge(draft, placedFile(fileOf("a", "b", "approve-it") as never), null);
  await dialog.getByRole("button", { name: "Show the changes again" }).click();
  await expect.element(dialog).toHaveTextContent("approve-it");
  expect(vertices()).toEqual(["a", "b", "approve-it"]);
  await dialog.getByRole("button", { name: "Replace the draft" }).click();
  expect(vertices()).toEqual(["a"]);
});
