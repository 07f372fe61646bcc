import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { heldStore } from "./held/held-store.ts";
import { inboxOf, itemOf, ME } from "./inbox-for-test.tsx";
import { HOLD_MS } from "./inbox-page-for-test.tsx";
import { approvalForTest, promptForTest } from "./prompt/prompt-for-test.ts";

const BACK_MS = 2 * HOLD_MS;

beforeEach(() => sessionStorage.clear());
afterEach(() => void vi.useRealTimers());

/** The clock of the computer, and no timer. */
const setClock = (to: number) => vi.useFakeTimers({ toFake: ["Date"], now: to });

test("where the computer's clock is hours behind, an answer whose deadline is near is sent at once: the database's clock decides", async () => {
  const now = Date.now();
  setClock(now - BACK_MS);
  const due = { dueAt: new Date(now + HOLD_MS), dueInMs: HOLD_MS };
  const known = [promptForTest({ id: 101, vertex: "gate-101", approval: approvalForTest(due) })];
  const { sent, approve } = await inboxOf([itemOf(101), itemOf(102)], { known });
  await expect.element(approve).toBeEnabled();
  await approve.click();
  await expect.poll(() => sent).toEqual([{ id: 101, values: {}, verdict: "approve", by: ME }]);
});

test("where the computer's clock is hours ahead, an answer is held as long as at any time, and can be taken back", async () => {
  const now = Date.now();
  setClock(now + BACK_MS);
  const due = { dueAt: new Date(now + BACK_MS), dueInMs: BACK_MS };
  const known = [promptForTest({ id: 111, vertex: "gate-111", approval: approvalForTest(due) })];
  const { sent, approve, undo } = await inboxOf([itemOf(111), itemOf(112)], { known });
  await expect.element(approve).toBeEnabled();
  await approve.click();
  await undo.click();
  await expect.element(undo).not.toBeInTheDocument();
  expect(sent).toEqual([]);
});

test("a clock that is set back while answers are held makes none of them wait longer", async () => {
  const { form, approve } = await inboxOf([itemOf(121), itemOf(122), itemOf(123)]);
  await expect.element(approve).toBeEnabled();
  await approve.click();
  setClock(Date.now() - BACK_MS);
  await expect.element(form("gate-122")).toBeVisible();
  await expect.element(approve).toBeEnabled();
  await approve.click();
  await expect.element(form("gate-123")).toBeVisible();
  const [first, second] = heldStore.getState().held.map(({ sendAt }) => sendAt);
  const apart = (second ?? 0) - (first ?? 0);
  // As far apart as the two presses, whatever the clock says.
  expect(apart).toBeGreaterThan(0);
  expect(apart).toBeLessThan(HOLD_MS);
});
