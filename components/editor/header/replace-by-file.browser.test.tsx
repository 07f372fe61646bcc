import { AppRouterContext } from "next/dist/shared/lib/app-router-context.shared-runtime";
import { afterEach, expect, test, vi } from "vitest";
import { userEvent } from "vitest/browser";
import { render } from "vitest-browser-react";
import { ApiForTest } from "#components/api/api-for-test.tsx";
import { placedFile } from "#components/canvas/layout/placed-file.ts";
import { DraftContext } from "#components/draft/draft-context.ts";
import { createDraftStore } from "#components/draft/draft-store.ts";
import { ToastProvider } from "#components/ui/overlays/toast.tsx";
import { GraphMenu } from "./graph-menu.tsx";

const FILE = "signalbox: 1\nname: g\nvertices: { a: { script: echo Zürich } }\n";

afterEach(() => void vi.unstubAllGlobals());

async function menu() {
  const vertices = { a: { script: "echo before" } };
  const store = createDraftStore(placedFile({ signalbox: 1, name: "g", vertices }));
  const router = { push: () => undefined, prefetch: () => undefined } as never;
  const screen = await render(
    <AppRouterContext.Provider value={router}>
      <ApiForTest answers={{}}>
        <ToastProvider>
          <DraftContext value={store}>
            <GraphMenu graphId={1} name="g" folder="" saved={{ store } as never} />
          </DraftContext>
        </ToastProvider>
      </ApiForTest>
    </AppRouterContext.Provider>,
  );
  const file = () => store.getState().draft.file;
  return { screen, file, picker: screen.getByLabelText("Graph file", { exact: true }) };
}

test("a file that is no UTF-8 replaces no draft, and says so; one in UTF-8 does", async () => {
  const { screen, file, picker } = await menu();
  const script = () => file().content.vertices.get("a")?.script;
  const latin1 = Uint8Array.from(FILE, (letter) => letter.charCodeAt(0));
  await userEvent.upload(picker, new File([latin1], "old.yaml"));
  await expect
    .element(screen.getByText(/old.yaml was not read. It cannot be read as UTF-8/).first())
    .toBeVisible();
  expect(script()).toBe("echo before");
  await userEvent.upload(picker, new File([FILE], "new.yaml"));
  await expect.poll(script).toBe("echo Zürich");
});

test("a file without places gives each card one of its own", async () => {
  const { file, picker } = await menu();
  const text =
    "signalbox: 1\nname: g\nvertices: { a: {}, b: {}, c: {} }\nedges: [a -> b]\nlayout: { c: [500, 20] }\n";
  await userEvent.upload(picker, new File([text], "by-hand.yaml"));
  await expect.poll(() => file().content.vertices.size).toBe(3);
  const { layout } = file();
  expect(layout.get("c")).toEqual({ x: 500, y: 20 });
  expect(new Set([...layout.values()].map(({ x, y }) => `${x} ${y}`)).size).toBe(3);
});

test("a file that takes long says that it is read; of two, the one that was chosen last replaces the draft", async () => {
  let ended = 0;
  class WatchedWorker extends Worker {
    override terminate() {
      ended += 1;
      super.terminate();
    }
  }
  vi.stubGlobal("Worker", WatchedWorker);
  const { screen, file, picker } = await menu();
  const many = Array.from({ length: 300 }, (_, at) => `v${at}: {}`).join(", ");
  const large = `signalbox: 1\nname: g\nvertices: { ${many} }\nlayout: { v0: [0, 0] }\n`;
  await userEvent.upload(picker, new File([large], "large.yaml"));
  await expect.element(screen.getByText("Reading large.yaml. Its cards get places.").first()).toBeVisible();
  await userEvent.upload(picker, new File([FILE], "small.yaml"));
  await expect.element(screen.getByText(/Replaced the draft by small.yaml/).first()).toBeVisible();
  await expect.poll(() => ended).toBe(1);
  expect(file().content.vertices.size).toBe(1);
  expect(screen.getByText(/Replaced the draft by large.yaml/).elements()).toEqual([]);
});
