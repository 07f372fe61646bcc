import { AppRouterContext } from "next/dist/shared/lib/app-router-context.shared-runtime";
import { expect, test } from "vitest";
import { userEvent } from "vitest/browser";
import { render } from "vitest-browser-react";
import { ApiForTest } from "#components/api/api-for-test.tsx";
import { refusalForTest } from "#components/api/refusal-for-test.ts";
import { CommandList } from "./command-list.tsx";

test("where the server could not look, it is not said that nothing has this name", async () => {
  const answers = {
    "graphs.list": () => Promise.reject(refusalForTest("not-allowed", "This needs the role viewer.")),
    "pipelines.list": () => ({ pipelines: [] }),
  };
  const router = { push: () => undefined, prefetch: () => undefined } as never;
  const screen = await render(
    <AppRouterContext value={router}>
      <ApiForTest answers={answers}>
        <CommandList person={null} entries={[]} onTyped={() => undefined} onClose={() => undefined} />
      </ApiForTest>
    </AppRouterContext>,
  );
  await expect.element(screen.getByRole("combobox")).toHaveFocus();
  await userEvent.keyboard("nightly");
  await expect
    .element(screen.getByText("Graphs could not be searched. This needs the role viewer."))
    .toBeVisible();
  await expect.element(screen.getByText("Nothing has this name.")).not.toBeInTheDocument();
});
