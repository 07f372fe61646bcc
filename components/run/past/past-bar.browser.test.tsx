import { useState } from "react";
import { expect, test } from "vitest";
import { userEvent } from "vitest/browser";
import { render } from "vitest-browser-react";
import type { EventView } from "#contract/pipelines/pipelines.ts";
import { instantsOf } from "#engine/past/past-run.ts";
import { PastBar } from "./past-bar.tsx";

const event = (rev: number, from: string, to: string): EventView => ({
  ...{ rev, n: 0, kind: "track", vertex: "load", attempt: 1, from, to, reason: null, actor: "r1" },
  at: new Date(rev * 1_000),
});
const INSTANTS = instantsOf([
  event(1, "pending", "running"),
  event(2, "running", "lost"),
  event(3, "lost", "failed"),
]);

function Bar({ onLeave }: { onLeave: () => void }) {
  const [place, setPlace] = useState(2);
  const rest = { isCut: true, error: null, retry: () => undefined };
  return <PastBar control={{ ...rest, instants: INSTANTS, place, go: setPlace }} onLeave={onLeave} />;
}

test("the past is walked through by keys and buttons, says what happened, and Escape goes back to live", async () => {
  let left = 0;
  const leave = () => {
    left += 1;
  };
  const screen = await render(<Bar onLeave={leave} />);
  const slider = screen.getByRole("slider", { name: "Instant" });
  await expect.element(slider).toHaveFocus();
  await expect.element(screen.getByText("3 of 3")).toBeVisible();
  await expect.element(screen.getByRole("button", { name: "One change on" })).toBeDisabled();
  await userEvent.keyboard("{ArrowLeft}");
  await expect.element(screen.getByText("2 of 3")).toBeVisible();
  await expect.element(screen.getByText("load: running → lost")).toBeVisible();
  await userEvent.keyboard("{Home}");
  await expect.element(screen.getByText("1 of 3")).toBeVisible();
  await userEvent.keyboard("{End}");
  await expect.element(screen.getByText("3 of 3")).toBeVisible();
  await screen.getByRole("button", { name: "One change back" }).click();
  await expect.element(screen.getByText("2 of 3")).toBeVisible();
  await expect.element(screen.getByText("Only the first 20,000 events")).toBeVisible();
  await userEvent.keyboard("{Escape}");
  await screen.getByRole("button", { name: "Back to live" }).click();
  expect(left).toBe(2);
});
