import { expect, test } from "vitest";
import { render } from "vitest-browser-react";
import { ApiForTest } from "#components/api/api-for-test.tsx";
import type { AfterCancel } from "#contract/pipelines/previews.ts";
import { CancelDialog } from "./cancel-dialog.tsx";

async function dialogOf(after: AfterCancel) {
  const sent: unknown[] = [];
  const answers = {
    "pipelines.afterCancel": () => after,
    "pipelines.cancel": (input: unknown) => {
      sent.push(input);
      return {};
    },
  };
  const screen = await render(
    <ApiForTest answers={answers}>
      <CancelDialog id={7} name="deploy" onClose={() => undefined} />
    </ApiForTest>,
  );
  return { screen, sent };
}

test("a cancel says what still runs, and offers to end that too", async () => {
  const { screen, sent } = await dialogOf({
    running: ["a"],
    willRun: ["release", "clean"],
    mayRun: ["tell"],
  });
  const list = screen.getByLabelText("After the cancel");
  await expect
    .element(list)
    .toHaveTextContent("Finishes firstaStill runs (2)release, cleanRuns if it is reachedtell");
  await screen.getByRole("radio", { name: /End everything at once/ }).click();
  await expect.element(list).toHaveTextContent("Is killedaDoes not run (3)release, clean, tell");
  await screen.getByRole("button", { name: "End everything" }).click();
  await expect.poll(() => sent).toEqual([{ id: 7, kill: true }]);
});

test("a cancel after which nothing runs says so", async () => {
  const { screen } = await dialogOf({ running: [], willRun: [], mayRun: [] });
  await expect.element(screen.getByText("Nothing runs any more after that.")).toBeVisible();
});
