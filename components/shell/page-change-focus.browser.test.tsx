import { useState } from "react";
import { expect, test } from "vitest";
import { render } from "vitest-browser-react";
import { Dialog } from "#components/ui/overlays/dialog.tsx";
import { PageHeader } from "./page-header.tsx";
import { useFocusAfterPageChange } from "./use-focus-after-page-change.ts";

/** A frame with two pages. The second is loaded: its heading is there after `load`. */
function Frame() {
  const [path, go] = useState("/graphs/deploy");
  const [isAsked, ask] = useState(false);
  const [isLoaded, load] = useState(false);
  useFocusAfterPageChange(path);
  return (
    <>
      <nav>
        <button type="button" onClick={() => go("/pipelines/7")}>
          Pipelines
        </button>
      </nav>
      <main id="content" tabIndex={-1} ref={(main) => main?.addEventListener("load", () => load(true))}>
        {path === "/graphs/deploy" ? (
          <>
            <PageHeader
              title="deploy"
              actions={
                <button type="button" onClick={() => ask(true)}>
                  Launch
                </button>
              }
            />
            <Dialog
              isOpen={isAsked}
              onClose={() => ask(false)}
              title="Launch deploy"
              actions={
                <button type="button" onClick={() => go("/pipelines/7")}>
                  Send
                </button>
              }
            >
              No parameters
            </Dialog>
          </>
        ) : (
          isLoaded && <PageHeader title="Pipeline 7" actions={<button type="button">Cancel</button>} />
        )}
      </main>
    </>
  );
}

const pageIsLoaded = () => document.querySelector("#content")?.dispatchEvent(new Event("load"));

/** The frames in which the focus would move. */
async function framesPass() {
  for (let frames = 0; frames < 4; frames += 1) await new Promise(requestAnimationFrame);
}

test("where a dialog led to another page, the heading of that page has the focus once it is there", async () => {
  const screen = await render(<Frame />);
  await screen.getByRole("button", { name: "Launch" }).click();
  await screen.getByRole("button", { name: "Send" }).click();
  await expect.element(screen.getByRole("dialog")).not.toBeInTheDocument();
  pageIsLoaded();
  await expect.element(screen.getByRole("heading", { name: "Pipeline 7" })).toHaveFocus();
});

test("what led to another page and is still there keeps the focus", async () => {
  const screen = await render(<Frame />);
  const link = screen.getByRole("button", { name: "Pipelines" });
  await link.click();
  pageIsLoaded();
  await expect.element(screen.getByRole("heading", { name: "Pipeline 7" })).toBeVisible();
  await framesPass();
  await expect.element(link).toHaveFocus();
});

test("the first page that is opened leaves the focus at the top, where the way past the navigation is", async () => {
  const screen = await render(<Frame />);
  await expect.element(screen.getByRole("heading", { name: "deploy" })).toBeVisible();
  await framesPass();
  expect(document.activeElement).toBe(document.body);
});
