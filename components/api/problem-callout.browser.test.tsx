import { expect, test } from "vitest";
import { render } from "vitest-browser-react";
import { Dialog } from "#components/ui/overlays/dialog.tsx";
import { ProblemCallout } from "./problem-callout.tsx";
import { refusalForTest } from "./refusal-for-test.ts";

const dialog = (problem: unknown) => (
  <Dialog isOpen onClose={() => undefined} title="Retry it?">
    <div style={{ height: 2_000 }}>What runs again</div>
    {problem !== null && <ProblemCallout error={problem} />}
  </Dialog>
);

test("a refusal comes into view in a dialog whose content is higher than its room", async () => {
  const screen = await render(dialog(null));
  await expect.element(screen.getByText("What runs again")).toBeInViewport();
  await screen.rerender(dialog(refusalForTest("conflict", "Ann answered in between.")));
  await expect.element(screen.getByText("Ann answered in between.")).toBeInViewport();
});
