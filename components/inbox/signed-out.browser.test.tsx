import { beforeEach, expect, test } from "vitest";
import { useConnection } from "#components/api/connection/connection.ts";
import { refusalForTest } from "#components/api/refusal-for-test.ts";
import { keptAnswersOf } from "./held/kept-answers.ts";
import { inboxOf, itemOf, ME } from "./inbox-for-test.tsx";

beforeEach(() => sessionStorage.clear());

test("a server that knows somebody else by then records nothing, and the answer is kept for its giver, who sends it after a new sign-in", async () => {
  const error = refusalForTest("not-signed-in", "Nobody is signed in here.");
  const sent: unknown[] = [];
  let isSignedOut = true;
  const take = (input: unknown) => {
    if (isSignedOut) return Promise.reject(error);
    sent.push((input as { id: number }).id);
    return { ...itemOf(31), state: "answered" };
  };
  const { screen, approve, sendNow } = await inboxOf([itemOf(31), itemOf(32)], {
    more: { "prompts.answer": take },
  });
  await approve.click();
  await sendNow.click();
  await expect
    .element(screen.getByText("Your approval of gate-31 of deploy is not sent: you are signed out.").first())
    .toBeVisible();
  expect(keptAnswersOf(ME).map(({ held, isSent }) => [held.answer.id, isSent])).toEqual([[31, false]]);
  // A sign-in in another tab: this one goes on.
  isSignedOut = false;
  const { setSignedOut } = useConnection.getState();
  setSignedOut(true);
  setSignedOut(false);
  await expect.element(sendNow).toBeVisible();
  await sendNow.click();
  await expect.poll(() => sent).toEqual([31]);
});

test("an answer that is refused after the inbox was left says that the inbox must be opened: a new sign-in alone sends nothing", async () => {
  const asked: unknown[] = [];
  const refuse = (input: unknown) => {
    asked.push((input as { id: number }).id);
    return Promise.reject(refusalForTest("not-signed-in", "Nobody is signed in here."));
  };
  let lookedWho = 0;
  const who = () => {
    lookedWho += 1;
    return { personId: ME, rights: { grants: [{ folder: "", role: "admin" }] } };
  };
  const { screen, approve, undo, back } = await inboxOf([itemOf(36), itemOf(37)], {
    more: { "prompts.answer": refuse, "account.show": who },
  });
  await approve.click();
  await expect.element(undo).toBeVisible();
  back();
  await expect.element(screen.getByText("The inbox was left.")).toBeVisible();
  await expect.element(screen.getByText(/open the inbox in this tab: it is sent then/).first()).toBeVisible();
  const lookedBefore = lookedWho;
  const { setSignedOut } = useConnection.getState();
  setSignedOut(true);
  setSignedOut(false);
  await expect.element(screen.getByText("The inbox was left.")).toBeVisible();
  // The inbox looks who is signed in before it sends what is kept.
  expect(lookedWho).toBe(lookedBefore);
  expect(asked).toEqual([36]);
  expect(keptAnswersOf(ME).map(({ held, isSent }) => [held.answer.id, isSent])).toEqual([[36, false]]);
});
