import { useState } from "react";
import { expect, test } from "vitest";
import { page } from "vitest/browser";
import { render } from "vitest-browser-react";
import { usePanelInView } from "./use-panel-in-view.ts";

function Run() {
  const [shown, setShown] = useState("dump log");
  const [isFollowing, setIsFollowing] = useState(true);
  usePanelInView(shown, isFollowing);
  return (
    <>
      <button type="button" onClick={() => setShown(`${shown}, another`)}>
        Choose
      </button>
      <button type="button" onClick={() => setIsFollowing(false)}>
        Stop following
      </button>
      <div style={{ height: 1_500 }} />
      <div data-panel-of-run style={{ height: 700 }}>
        {shown}
      </div>
    </>
  );
}

test("on a narrow screen what somebody chose comes into view, and what the page chose by itself does not", async () => {
  await page.viewport(360, 740);
  const screen = await render(<Run />);
  const panel = screen.getByText(/^dump log/);
  await screen.getByRole("button", { name: "Choose" }).click();
  await expect.element(panel).toHaveTextContent("dump log, another");
  await expect.element(panel).not.toBeInViewport();
  await screen.getByRole("button", { name: "Stop following" }).click();
  await expect.element(panel).not.toBeInViewport();
  await screen.getByRole("button", { name: "Choose" }).click();
  await expect.element(panel).toBeInViewport();
});
