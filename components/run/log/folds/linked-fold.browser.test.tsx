import { expect, test } from "vitest";
import { render } from "vitest-browser-react";
import { ApiForTest } from "#components/api/api-for-test.tsx";
import { ToastProvider } from "#components/ui/overlays/toast.tsx";
import { LogPanel } from "../log-panel.tsx";
import { logStore } from "../log-store.ts";

const TEXT =
  "begin\n::group::Install\nfetching\nunpacking\n::endgroup::\n::group::Test\nfine\n::endgroup::\nend\n";

async function openedAt(hash: string) {
  window.history.replaceState(null, "", `${window.location.pathname}${hash}`);
  const store = logStore("A", 1);
  const chunk = { seq: 1, stream: "merged", text: TEXT, at: new Date(1) } as const;
  store.getState().take({ vertex: "A", attempt: 1, next: 1, isComplete: true, chunks: [chunk] });
  return render(
    <ToastProvider>
      <ApiForTest answers={{ "pipelines.attempts": () => [], "pipelines.attempt": () => null }}>
        <LogPanel
          id={1}
          vertex="A"
          log={store}
          shown={{ number: 1, newest: 1, problem: null }}
          onAttempt={() => undefined}
        />
      </ApiForTest>
    </ToastProvider>,
  );
}

test("a link to lines in a fold opens that fold and no other; all folds can be closed again", async () => {
  const screen = await openedAt("#L3-L4");
  await expect.element(screen.getByText("fetching")).toBeVisible();
  expect(document.querySelectorAll("[data-target]")).toHaveLength(2);
  await expect.element(screen.getByText("fine")).not.toBeInTheDocument();
  await screen.getByRole("button", { name: "More for this log" }).click();
  await screen.getByRole("menuitem", { name: "Close all folds" }).click();
  await expect.element(screen.getByText("fetching")).not.toBeInTheDocument();
});

test("a link to a range that begins before a fold shows the lines in it", async () => {
  const screen = await openedAt("#L1-L3");
  await expect.element(screen.getByText("fetching")).toBeVisible();
  expect(document.querySelectorAll("[data-target]")).toHaveLength(3);
});
