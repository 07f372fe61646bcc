import { afterEach, expect, test } from "vitest";
import { render } from "vitest-browser-react";
import { useConnection } from "#components/api/connection/connection.ts";
import type { SaveState } from "#components/draft/saving/autosave.ts";
import { SaveStateText, useIsSettled } from "./save-state-text.tsx";

afterEach(() => useConnection.setState({ state: "live" }));

type Props = { saving: SaveState; isKept?: boolean; isStale?: boolean };

function Both({ saving, isKept = true, isStale = false }: Props) {
  return (
    <>
      <SaveStateText saved={{ saving, isKept, isStale }} />
      <p data-testid="settled">{String(useIsSettled({ saving, isStale }))}</p>
    </>
  );
}

test("nothing is called saved, and nothing ready, while it is not sent or the server does not answer", async () => {
  const screen = await render(<Both saving={{ is: "saved" }} />);
  const state = screen.getByRole("status", { name: "Save state" });
  const settled = screen.getByTestId("settled");
  await expect.element(state).toHaveTextContent(/^Saved$/);
  await expect.element(settled).toHaveTextContent("true");
  useConnection.setState({ state: "server-away" });
  await expect.element(state).toHaveTextContent("Offline. What you change is kept here.");
  await expect.element(settled).toHaveTextContent("false");
  await screen.rerender(<Both saving={{ is: "unsaved" }} isKept={false} />);
  await expect.element(state).toHaveTextContent("leave the page open");
  useConnection.setState({ state: "live" });
  await expect.element(state).toHaveTextContent("Saving…");
  await expect.element(settled).toHaveTextContent("false");
  await screen.rerender(<Both saving={{ is: "saved" }} isStale />);
  await expect.element(state).toHaveTextContent("Loading what somebody else saved…");
  await expect.element(settled).toHaveTextContent("false");
});

test("a save that did not arrive is said to be tried again, and not to have failed", async () => {
  const screen = await render(<Both saving={{ is: "away" }} />);
  const state = screen.getByRole("status", { name: "Save state" });
  await expect
    .element(state)
    .toHaveTextContent(/^Not saved yet\. It is tried again by itself\. Your changes are kept here\.$/);
});

test("the longest names in what was not saved are wrapped, and stay in their place", async () => {
  const text = `${"Wm".repeat(50)} saved in between.`;
  const screen = await render(
    <div style={{ display: "flex", flexWrap: "wrap", width: "320px" }} data-testid="place">
      <Both saving={{ is: "refused", text }} />
    </div>,
  );
  await expect.element(screen.getByText(text)).toBeVisible();
  const place = screen.getByTestId("place").element();
  expect(place.scrollWidth).toBeLessThanOrEqual(place.clientWidth);
});
