import { expect, test } from "vitest";
import { render } from "vitest-browser-react";
import { logStore } from "../log-store.ts";
import { PanelForTest } from "../shown-panel-for-test.tsx";

const TEXT =
  "begin\n::group::Install\nfetching\nunpacking\n::endgroup::\n::group::Test\nfine\n::endgroup::\nend\n";

async function openedAt(hash: string) {
  window.history.replaceState(null, "", `${window.location.pathname}${hash}`);
  const store = logStore("A", 1);
  const chunk = { seq: 1, stream: "merged", text: TEXT, at: new Date(1) } as const;
  store.getState().take({ vertex: "A", attempt: 1, next: 1, isComplete: true, chunks: [chunk] });
  const answers = { "pipelines.attempts": () => [], "pipelines.attempt": () => null };
  return render(<PanelForTest log={store} answers={answers} />);
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
