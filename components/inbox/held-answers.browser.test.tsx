import { beforeEach, expect, test } from "vitest";
import { userEvent } from "vitest/browser";
import { heldStore } from "./held/held-store.ts";
import { inboxOf, itemOf, ME } from "./inbox-for-test.tsx";

beforeEach(() => sessionStorage.clear());

test("prompts are answered by keys alone: each answer leads to the next prompt, and is sent later", async () => {
  const { screen, sent, form, approve, sendNow } = await inboxOf([itemOf(41), itemOf(42), itemOf(43)]);
  await expect.element(approve).toBeEnabled();
  await userEvent.keyboard("a");
  await expect.element(screen.getByRole("heading", { name: "gate-42" })).toHaveFocus();
  await expect.element(approve).toBeEnabled();
  await userEvent.keyboard("e");
  await expect.element(screen.getByLabelText("Comment")).toHaveFocus();
  await userEvent.keyboard("rather not a u{Escape}");
  await expect.element(screen.getByRole("heading", { name: "gate-42" })).toHaveFocus();
  await userEvent.keyboard("r");
  await expect.element(form("gate-43")).toBeVisible();
  await expect.element(screen.getByText(/^2 answers are not sent yet/)).toBeVisible();
  expect(sent).toEqual([]);
  await sendNow.click();
  await expect.element(screen.getByText("Approved: gate-41 of deploy goes on.")).toBeVisible();
  await expect.element(screen.getByText("Rejected: gate-42 of deploy has failed.")).toBeVisible();
  expect(sent).toEqual([
    { id: 41, values: {}, verdict: "approve", by: ME },
    { id: 42, values: {}, verdict: "reject", comment: "rather not a u", by: ME },
  ]);
});

test("what is entered right after an answer is meant for the next prompt, and is not kept back", async () => {
  const { screen, form, approve, sent, sendNow } = await inboxOf([itemOf(51), itemOf(52), itemOf(53)]);
  await expect.element(approve).toBeEnabled();
  await userEvent.keyboard("a");
  await expect.element(screen.getByRole("heading", { name: "gate-52" })).toHaveFocus();
  await userEvent.keyboard("eno{Escape}r");
  await expect.element(form("gate-53")).toBeVisible();
  await sendNow.click();
  await expect.poll(() => sent.length).toBe(2);
  expect(sent[1]).toEqual({ id: 52, values: {}, verdict: "reject", comment: "no", by: ME });
});

test("an answer that is taken back is not sent, and what was typed is there again", async () => {
  const { screen, sent, form, undo } = await inboxOf([itemOf(11), itemOf(12)]);
  await screen.getByLabelText("Comment").fill("too fast");
  await userEvent.keyboard("{Control>}{Enter}{/Control}");
  await expect.element(form("gate-12")).toBeVisible();
  await expect.element(undo).toBeVisible();
  await userEvent.keyboard("u");
  await expect.element(form("gate-11")).toBeVisible();
  // The next key is one of that prompt, and so is the next Tab.
  await expect.element(screen.getByRole("heading", { name: "gate-11" })).toHaveFocus();
  await expect.element(screen.getByLabelText("Comment")).toHaveValue("too fast");
  expect(undo.elements()).toHaveLength(0);
  expect(sessionStorage.length).toBe(0);
  expect(sent).toEqual([]);
});

test("a second press of Approve answers no other prompt; a page that is left sends what is held, once", async () => {
  const { screen, sent, form, approve, undo } = await inboxOf([itemOf(21), itemOf(22)]);
  await approve.dblClick();
  await expect.element(form("gate-22")).toBeVisible();
  await expect.element(undo).toBeVisible();
  window.dispatchEvent(new PageTransitionEvent("pagehide"));
  window.dispatchEvent(new PageTransitionEvent("pagehide"));
  await expect.poll(() => sent).toEqual([{ id: 21, values: {}, verdict: "approve", by: ME }]);
  await expect.element(screen.getByText("Approved: gate-21 of deploy goes on.")).toBeVisible();
  expect(sessionStorage.length).toBe(0);
});

test("the one who was not first reads that their approval was not recorded, and whose was", async () => {
  const { screen, close, refresh, sendNow, approve } = await inboxOf([itemOf(31), itemOf(32)]);
  await approve.click();
  await expect.element(sendNow).toBeVisible();
  const held = heldStore.getState().held;
  heldStore.setState({
    held: [],
    outcomes: new Map([[31, { is: "refused", error: new Error("x"), noun: "approval" }]]),
  });
  expect(held).toHaveLength(1);
  close(31, { state: "answered", answeredBy: "Ada", values: { verdict: "reject" } });
  await screen.getByRole("button", { name: /^gate-31/ }).click();
  await refresh([itemOf(32)]);
  await expect
    .element(screen.getByText("Your approval was not recorded: Ada was first, and that answer counts."))
    .toBeVisible();
});
