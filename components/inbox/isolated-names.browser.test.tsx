import { expect, test } from "vitest";
import { userEvent } from "vitest/browser";
import { inboxOf, itemOf } from "./inbox-for-test.tsx";
import { approvalForTest, promptForTest } from "./prompt/prompt-for-test.ts";

test("names and values of people and graphs are isolated from the text around them", async () => {
  const approval = approvalForTest({
    assignees: ["person:a", "group:b"],
    quorum: 2,
    able: { names: ["Ann", "Bob"], count: 2 },
  });
  const shown = [{ name: "server", spec: { type: "string" }, prefill: "web-7" }] as const;
  const known = [promptForTest({ id: 91, vertex: "gate-91", approval, shown, graph: "rollout" })];
  const { screen, approve } = await inboxOf([itemOf(91), itemOf(92)], { known });
  await expect.element(approve).toBeEnabled();
  await userEvent.keyboard("a");
  await expect.element(screen.getByRole("button", { name: "Undo" })).toBeVisible();
  await screen.getByRole("button", { name: /^gate-91/ }).click();
  await expect.element(screen.getByRole("heading", { name: "gate-91" })).toBeVisible();
  const isolated = [...document.querySelectorAll("bdi")].map(({ textContent }) => textContent);
  for (const text of [
    "gate-91",
    "gate-92",
    "deploy",
    "rollout",
    "person:a",
    "group:b",
    "Ann",
    "Bob",
    "server",
    "web-7",
  ])
    expect(isolated).toContain(text);
  expect(isolated.filter((text) => text === "gate-91").length).toBeGreaterThanOrEqual(3);
});
