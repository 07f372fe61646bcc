import { useState } from "react";
import { afterEach, expect, test } from "vitest";
import { page } from "vitest/browser";
import { render } from "vitest-browser-react";
import { usePanelInView } from "./use-panel-in-view.ts";

afterEach(() => {
  document.documentElement.style.removeProperty("overflow-anchor");
  window.location.hash = "";
});

function Run() {
  const [isTaller, setIsTaller] = useState(false);
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
      <button type="button" onFocus={() => setIsTaller(true)}>
        Read more above
      </button>
      <div style={{ height: isTaller ? 3_000 : 1_500 }} />
      <div data-panel-of-run style={{ height: 900 }}>
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

test("a link to lines opens a narrow page at the panel, also where what is above it grows, until the reader scrolls", async () => {
  await page.viewport(360, 740);
  window.location.hash = "#L40-L60";
  const screen = await render(<Run />);
  const panel = screen.getByText(/^dump log/);
  const top = () => Math.round(panel.element().getBoundingClientRect().top);
  await expect.poll(top).toBeCloseTo(0);
  // Not every browser keeps the place by itself.
  document.documentElement.style.overflowAnchor = "none";
  screen.getByRole("button", { name: "Read more above" }).element().focus({ preventScroll: true });
  await expect.poll(top).toBeCloseTo(0);
  window.dispatchEvent(new WheelEvent("wheel"));
  window.scrollTo(0, 0);
  screen.getByRole("button", { name: "Choose" }).element().focus();
  await expect.element(panel).not.toBeInViewport();
});
