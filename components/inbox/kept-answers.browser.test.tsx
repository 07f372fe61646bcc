import { beforeEach, expect, onTestFinished, test } from "vitest";
import { userEvent } from "vitest/browser";
import { useOpenedBy } from "#components/api/connection/opened-by.ts";
import { type HeldAnswer, HOLD_MS as USUAL_MS } from "./held/held-answer.ts";
import { beginFor, heldStore, takeToSend } from "./held/held-store.ts";
import { keepAnswer, keptAnswersOf } from "./held/kept-answers.ts";
import { inboxOf, itemOf, ME } from "./inbox-for-test.tsx";
import { HOLD_MS } from "./inbox-page-for-test.tsx";

const OTHER = 8;
beforeEach(() => sessionStorage.clear());

const heldOf = (id: number, by = ME, sendAt = Date.now() + HOLD_MS): HeldAnswer => ({
  requestId: `request-${id}`,
  by,
  vertex: `gate-${id}`,
  pipeline: "deploy",
  answer: { id, values: {}, verdict: "approve" },
  typed: { entries: new Map(), comment: "fine" },
  sendAt,
});
const left = () => window.dispatchEvent(new PageTransitionEvent("pagehide"));
const idsOf = (answers: readonly HeldAnswer[]) => answers.map(({ answer }) => answer.id);

test("another list sends nothing: the answer can still be taken back there, and its prompt is read again", async () => {
  const { screen, sent, form, approve, undo } = await inboxOf([itemOf(11), itemOf(12)]);
  await expect.element(approve).toBeEnabled();
  await userEvent.keyboard("a");
  await expect.element(undo).toBeVisible();
  await screen.getByRole("button", { name: "Answered" }).click();
  await expect.element(screen.getByText("No prompt was answered")).toBeVisible();
  await expect.element(undo).toBeVisible();
  await userEvent.keyboard("u");
  await expect.element(form("gate-11")).toBeVisible();
  await expect.element(screen.getByRole("button", { name: "Open" })).toHaveAttribute("aria-pressed", "true");
  expect(sent).toEqual([]);
  await userEvent.keyboard("a");
  await expect.element(undo).toBeVisible();
  await screen.unmount();
  await expect.poll(() => sent).toEqual([{ id: 11, values: {}, verdict: "approve", by: ME }]);
});

test("an answer is neither shown to the next person who signs in nor sent by them; its giver finds it again", async () => {
  const { screen, sent, form, approve, undo, sendNow, signIn } = await inboxOf([itemOf(21), itemOf(22)]);
  await approve.click();
  await expect.element(form("gate-22")).toBeVisible();
  await screen.getByLabelText("Comment").fill("what only I may read");
  await signIn(OTHER);
  await expect.poll(() => undo.elements()).toHaveLength(0);
  await expect.element(screen.getByLabelText("Comment")).toHaveValue("");
  left();
  expect(keptAnswersOf(OTHER)).toEqual([]);
  await approve.click();
  await expect.element(undo).toBeVisible();
  await sendNow.click();
  await expect.poll(() => sent).toEqual([{ id: 22, values: {}, verdict: "approve", by: OTHER }]);
  await signIn(ME);
  await expect.poll(() => heldStore.getState().by).toBe(ME);
  left();
  await expect.poll(() => sent.length).toBe(2);
  expect(sent[1]).toEqual({ id: 21, values: {}, verdict: "approve", by: ME });
});

test("nobody answers on a page that somebody else has opened, and who opened it finds their answer again", async () => {
  useOpenedBy.setState({ person: `person ${ME}` });
  onTestFinished(() => useOpenedBy.setState({ person: null }));
  const { screen, sent, form, approve, undo, signIn } = await inboxOf([itemOf(61), itemOf(62)]);
  await approve.click();
  await expect.element(form("gate-62")).toBeVisible();
  await screen.getByLabelText("Comment").fill("mine");
  await expect.element(approve).toBeEnabled();
  await signIn(OTHER);
  await expect.element(undo).not.toBeInTheDocument();
  await expect.element(approve).toBeDisabled();
  left();
  expect([sent, idsOf(keptAnswersOf(ME).map(({ held }) => held))]).toEqual([[], [61]]);
  await signIn(ME);
  await expect.element(approve).toBeEnabled();
  left();
  await expect.poll(() => sent).toEqual([{ id: 61, values: {}, verdict: "approve", by: ME }]);
});

test("answers that a page left behind are held for the rest of their time, beside new ones, and each is sent once", async () => {
  keepAnswer(heldOf(41), false);
  keepAnswer(heldOf(42, OTHER), false);
  const { screen, sent, approve, undo, sendNow } = await inboxOf([itemOf(43), itemOf(44), itemOf(41)]);
  await expect.element(screen.getByText(/^approval of gate-41 of/)).toBeVisible();
  await approve.click();
  await expect.element(screen.getByText(/^2 answers are not sent yet/)).toBeVisible();
  expect(idsOf(keptAnswersOf(ME).map(({ held }) => held)).sort()).toEqual([41, 43]);
  await sendNow.click();
  await expect.poll(() => undo.elements()).toHaveLength(0);
  const of = (id: number) => ({ id, values: {}, verdict: "approve", by: ME });
  await expect.poll(() => sent).toEqual([of(41), of(43)]);
  await expect.poll(() => keptAnswersOf(ME)).toEqual([]);
  expect(keptAnswersOf(OTHER)).toHaveLength(1);
});

test("what is taken over keeps its time, is sent at once where it was sent before, and is taken once", () => {
  heldStore.setState(heldStore.getInitialState());
  const now = 1_000_000;
  keepAnswer(heldOf(1, ME, now + 4_000), false);
  keepAnswer(heldOf(2, ME, now + 3_000), true);
  keepAnswer(heldOf(3, ME, now - 1), false);
  // The clock was set back.
  keepAnswer(heldOf(4, ME, now + 60_000), false);
  expect(idsOf(beginFor(ME, now))).toEqual([3, 2]);
  expect(heldStore.getState().held.map(({ sendAt }) => sendAt - now)).toEqual([4_000, USUAL_MS]);
  expect(beginFor(ME, now)).toEqual([]);
  expect(idsOf(takeToSend(now + 4_000))).toEqual([1]);
  expect(idsOf(takeToSend())).toEqual([4]);
  expect(takeToSend()).toEqual([]);
});

test("where the browser keeps nothing, an answer is held and sent all the same", async () => {
  const denied = {
    configurable: true,
    get: () => {
      throw new DOMException("denied", "SecurityError");
    },
  };
  const own = Object.getOwnPropertyDescriptor(window, "sessionStorage") ?? {};
  Object.defineProperty(window, "sessionStorage", denied);
  try {
    const { sent, approve, undo, sendNow } = await inboxOf([itemOf(51), itemOf(52)]);
    await approve.click();
    await expect.element(undo).toBeVisible();
    await sendNow.click();
    await expect.poll(() => sent).toEqual([{ id: 51, values: {}, verdict: "approve", by: ME }]);
    await expect.poll(() => heldStore.getState().sending).toEqual([]);
  } finally {
    Object.defineProperty(window, "sessionStorage", own);
  }
});
