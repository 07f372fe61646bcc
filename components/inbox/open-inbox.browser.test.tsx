import { useState } from "react";
import { expect, test } from "vitest";
import { page, userEvent } from "vitest/browser";
import { render } from "vitest-browser-react";
import { type Answers, ApiForTest } from "#components/api/api-for-test.tsx";
import { ToastProvider } from "#components/ui/overlays/toast.tsx";
import type { PromptView } from "#contract/prompts.ts";
import { OpenInbox } from "./open-inbox.tsx";
import { promptForTest } from "./prompt-for-test.ts";

const promptOf = (id: number) => promptForTest({ id, vertex: `gate-${id}` });
const [FIRST, SECOND, THIRD] = [promptOf(1), promptOf(2), promptOf(3)];

type Props = { prompts: readonly PromptView[]; answers: Answers };

function Inbox({ prompts, answers }: Props) {
  const [chosen, setChosen] = useState<number | null>(null);
  return (
    <ToastProvider>
      <ApiForTest answers={answers}>
        <OpenInbox prompts={prompts} chosen={chosen} onChoose={setChosen} />
      </ApiForTest>
    </ToastProvider>
  );
}

/** An inbox before a server on which others answer, too. */
async function inboxOf(start: readonly PromptView[]) {
  const sent: unknown[] = [];
  const closed = new Map<number, PromptView>();
  const close = (id: number, more: Partial<PromptView>) => {
    const view = { ...promptOf(id), closedAt: new Date(), ...more };
    closed.set(id, view);
    return view;
  };
  const answers = {
    "prompts.show": (input: unknown) => closed.get((input as { id: number }).id),
    "prompts.answer": (input: unknown) => {
      sent.push(input);
      const { id, verdict } = input as { id: number; verdict: string };
      return close(id, { state: "answered", answeredBy: "me", values: { verdict } });
    },
  };
  const screen = await render(<Inbox prompts={start} answers={answers} />);
  return {
    screen,
    sent,
    close,
    refresh: (prompts: readonly PromptView[]) =>
      screen.rerender(<Inbox prompts={prompts} answers={answers} />),
  };
}

test("a prompt that is answered elsewhere stays, says who answered, and keeps what was typed", async () => {
  const { screen, sent, close, refresh } = await inboxOf([FIRST, SECOND]);
  await screen.getByLabelText("Comment").fill("looks good to me");
  close(1, { state: "answered", answeredBy: "Ada", values: { verdict: "reject" }, comment: "not today" });
  await refresh([SECOND]);
  await expect.element(screen.getByText(/^Ada rejected it/)).toBeVisible();
  await expect.element(screen.getByText("Your answer was not sent. This is what you entered:")).toBeVisible();
  await expect.element(screen.getByLabelText("Comment")).toHaveValue("looks good to me");
  await expect.element(screen.getByLabelText("Comment")).toHaveFocus();
  await expect.element(screen.getByRole("heading", { name: "gate-1" })).toBeVisible();
  expect(screen.getByRole("button", { name: "Approve" }).elements()).toHaveLength(0);
  await userEvent.keyboard("{Control>}{Enter}{/Control}");
  await screen.getByRole("button", { name: "Next prompt" }).click();
  await expect.element(screen.getByRole("heading", { name: "gate-2" })).toBeVisible();
  await expect.element(screen.getByLabelText("Comment")).toHaveValue("");
  expect(sent).toEqual([]);
});

test("a prompt that is withdrawn says so, and what was typed is there also after a look at another one", async () => {
  const { screen, close, refresh } = await inboxOf([THIRD, SECOND]);
  await screen.getByLabelText("Comment").fill("half a sentence");
  await screen.getByRole("button", { name: /^gate-2/ }).click();
  await expect.element(screen.getByLabelText("Comment")).toHaveValue("");
  await screen.getByRole("button", { name: /^gate-3/ }).click();
  await expect.element(screen.getByLabelText("Comment")).toHaveValue("half a sentence");
  close(3, { state: "withdrawn" });
  await refresh([SECOND]);
  await expect.element(screen.getByText(/This prompt was withdrawn/)).toBeVisible();
  await expect.element(screen.getByLabelText("Comment")).toHaveValue("half a sentence");
});

test("Approve pressed twice reaches one prompt, and a rejection does not say that it goes on", async () => {
  const { screen, sent, refresh } = await inboxOf([promptOf(4), SECOND]);
  await screen.getByRole("button", { name: "Approve" }).dblClick();
  await expect.element(screen.getByText("Answered: gate-4 of deploy goes on.")).toBeVisible();
  await refresh([SECOND]);
  await expect.element(screen.getByText(/^me approved it/)).toBeVisible();
  await expect.element(screen.getByRole("button", { name: "Next prompt" })).toHaveFocus();
  await userEvent.keyboard("{Enter}");
  await expect.element(screen.getByRole("heading", { name: "gate-2" })).toBeVisible();
  await screen.getByRole("button", { name: "Reject" }).click();
  await expect.element(screen.getByText("Rejected: gate-2 of deploy has failed.")).toBeVisible();
  expect(sent).toEqual([
    { id: 4, values: {}, verdict: "approve" },
    { id: 2, values: {}, verdict: "reject" },
  ]);
});

test("rows that are pointed at stay in place: closed ones are marked, new ones are counted", async () => {
  const { screen, close, refresh } = await inboxOf([FIRST, SECOND]);
  const rows = () =>
    screen
      .getByRole("list", { name: "Open prompts" })
      .getByRole("button")
      .elements()
      .map(({ textContent }) => textContent?.slice(0, 6));
  await screen.getByRole("button", { name: /^gate-2/ }).hover();
  close(1, { state: "withdrawn" });
  await refresh([THIRD, SECOND]);
  await expect.poll(rows).toEqual(["gate-1", "gate-2"]);
  await expect.element(screen.getByRole("button", { name: /^gate-1.*Closed/ })).toBeVisible();
  await screen.getByRole("button", { name: "1 new" }).click();
  // The first is still being read.
  await expect.poll(rows).toEqual(["gate-1", "gate-3", "gate-2"]);
  await screen.getByRole("button", { name: /^gate-2/ }).click();
  await screen.getByLabelText("Comment").hover();
  await expect.poll(rows).toEqual(["gate-3", "gate-2"]);
});

test("j and k go through the list under a Greek layout, too", async () => {
  const { screen } = await inboxOf([FIRST, SECOND]);
  const press = (key: string, code: string) =>
    document.body.dispatchEvent(new KeyboardEvent("keydown", { key, code, bubbles: true }));
  await expect.element(screen.getByRole("form", { name: "Answer for gate-1" })).toBeVisible();
  press("ξ", "KeyJ");
  await expect.element(screen.getByRole("form", { name: "Answer for gate-2" })).toBeVisible();
  press("κ", "KeyK");
  await expect.element(screen.getByRole("form", { name: "Answer for gate-1" })).toBeVisible();
});

test("on a narrow screen the list stands above the question", async () => {
  await page.viewport(360, 740);
  const screen = await render(
    <div style={{ display: "flex", height: 700, flexDirection: "column" }}>
      <Inbox prompts={[FIRST, SECOND]} answers={{}} />
    </div>,
  );
  const row = screen.getByRole("button", { name: /^gate-1/ });
  await expect.element(row).toBeInViewport({ ratio: 1 });
  const list = row.element().getBoundingClientRect();
  const question = screen.getByRole("heading", { name: "gate-1" }).element().getBoundingClientRect();
  expect(question.top).toBeGreaterThan(list.bottom);
  await page.viewport(1280, 800);
});
