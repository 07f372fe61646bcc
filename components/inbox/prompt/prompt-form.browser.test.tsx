import { expect, test } from "vitest";
import { userEvent } from "vitest/browser";
import { render } from "vitest-browser-react";
import { ApiForTest } from "#components/api/api-for-test.tsx";
import type { PromptView } from "#contract/prompts/prompts.ts";
import { approvalForTest, promptForTest } from "./prompt-for-test.ts";
import { PromptForm } from "./prompt-form.tsx";

const PROMPT = promptForTest({
  id: 5,
  vertex: "ask",
  approval: null,
  fields: [{ name: "host", spec: { type: "string", required: true } }],
});

async function formOf(prompt: PromptView) {
  const sent: unknown[] = [];
  const answer = (input: unknown) => {
    const { digest, openedAt, ...said } = input as { digest: string; openedAt: number };
    expect({ digest, openedAt }).toEqual({ digest: prompt.digest, openedAt: prompt.openedAt.getTime() });
    sent.push(said);
    return { ...prompt, state: "answered" };
  };
  const screen = await render(
    <ApiForTest answers={{ "prompts.answer": answer }}>
      <PromptForm prompt={prompt} />
    </ApiForTest>,
  );
  return { screen, sent };
}

test("an answer without its required value is not sent, and the field says why", async () => {
  const { screen, sent } = await formOf(PROMPT);
  await screen.getByRole("button", { name: "Answer" }).click();
  await expect.element(screen.getByText("Required: enter a value.")).toBeVisible();
  // Whoever answers by keys enters it there.
  await expect.element(screen.getByLabelText("host")).toHaveFocus();
  expect(sent).toEqual([]);
});

test("Enter in a field sends an answer", async () => {
  const { screen, sent } = await formOf(PROMPT);
  await screen.getByLabelText("host").fill("web-1");
  await userEvent.keyboard("{Enter}");
  await expect.poll(() => sent).toEqual([{ id: 5, values: { host: "web-1" } }]);
});

test("Enter in a field approves nothing; Ctrl and Enter do", async () => {
  const { screen, sent } = await formOf({ ...PROMPT, approval: approvalForTest({ title: "Go live?" }) });
  await screen.getByLabelText("host").fill("web-1");
  await userEvent.keyboard("{Enter}");
  await expect.element(screen.getByText("Go live?")).toBeVisible();
  // The Enter that ends the composition of an input method is not for the form.
  for (const more of [{ isComposing: true }, { keyCode: 229 }])
    screen
      .getByLabelText("host")
      .element()
      .dispatchEvent(new KeyboardEvent("keydown", { key: "Enter", ctrlKey: true, bubbles: true, ...more }));
  expect(sent).toEqual([]);
  await userEvent.keyboard("{Control>}{Enter}{/Control}");
  await expect.poll(() => sent).toEqual([{ id: 5, values: { host: "web-1" }, verdict: "approve" }]);
});

test("a rejection needs no values and carries its comment", async () => {
  const { screen, sent } = await formOf({ ...PROMPT, approval: approvalForTest({ title: "Go live?" }) });
  await screen.getByLabelText("Comment").fill("not today");
  await screen.getByRole("button", { name: "Reject" }).click();
  await expect.poll(() => sent).toEqual([{ id: 5, values: {}, verdict: "reject", comment: "not today" }]);
});

test("an approval shows the values that it is about, and sends only what is filled in", async () => {
  const spec = { type: "string" } as const;
  const { screen, sent } = await formOf({
    ...PROMPT,
    approval: approvalForTest({ title: "Restart web-7?" }),
    fields: [{ name: "note", spec, prefill: "quick" }],
    shown: [{ name: "server", spec, prefill: "web-7" }],
  });
  await expect.element(screen.getByText("Restart web-7?")).toBeVisible();
  await expect.element(screen.getByLabelText("Values")).toHaveTextContent("serverweb-7");
  await screen.getByRole("button", { name: "Approve" }).click();
  await expect.poll(() => sent).toEqual([{ id: 5, values: { note: "quick" }, verdict: "approve" }]);
});

test("long values and texts of an approval leave its buttons in sight", async () => {
  const spec = { type: "list" } as const;
  const hosts = Array.from({ length: 1_000 }, (_, number) => `host-${number}`);
  const { screen } = await formOf({
    ...PROMPT,
    approval: approvalForTest({ title: "Restart? ".repeat(200) }),
    fields: [],
    shown: [{ name: "hosts", spec, prefill: hosts }],
  });
  await expect.element(screen.getByRole("button", { name: "Approve" })).toBeInViewport();
  const closed = {
    ...PROMPT,
    state: "answered",
    answeredBy: "Ada",
    values: { hosts },
    comment: "c".repeat(2_000),
  } as const;
  await screen.rerender(
    <ApiForTest answers={{}}>
      <PromptForm prompt={closed} />
    </ApiForTest>,
  );
  await expect.element(screen.getByLabelText("Answer", { exact: true })).toBeInViewport();
  expect(document.documentElement.scrollHeight).toBeLessThanOrEqual(window.innerHeight);
});

test("an approval says who has approved and who can, and whoever cannot reads why and has no buttons", async () => {
  const approvals = [{ name: "Ada", at: new Date(), comment: "fine", counts: true }];
  const approval = approvalForTest({
    assignees: ["group:dba"],
    quorum: 2,
    excludeLauncher: true,
    approvals,
    able: { names: ["Bob", "Cas"], count: 3 },
    why: "Lin launched the pipeline, and may not approve it.",
  });
  const { screen } = await formOf({ ...PROMPT, approval });
  const people = screen.getByRole("region", { name: "Who approves" });
  await expect.element(people).toHaveTextContent("1 of 2 approved (group:dba), not who launched it.");
  await expect.element(people).toHaveTextContent("Ada approved just now: fine");
  await expect.element(people).toHaveTextContent("Still able to answer: Bob, Cas and 1 more");
  await expect.element(screen.getByText("Lin launched the pipeline, and may not approve it.")).toBeVisible();
  expect(screen.getByRole("button", { name: "Approve" }).elements()).toHaveLength(0);
  expect(screen.getByRole("button", { name: "Reject" }).elements()).toHaveLength(0);
});

test("whoever approved before the others can only reject", async () => {
  const approval = approvalForTest({ quorum: 2, hasApproved: true, able: { names: ["Bob"], count: 1 } });
  const { screen, sent } = await formOf({ ...PROMPT, fields: [], approval });
  await expect.element(screen.getByText("You have approved it. Others have to, too.")).toBeVisible();
  expect(screen.getByRole("button", { name: "Approve" }).elements()).toHaveLength(0);
  await userEvent.keyboard("{Control>}{Enter}{/Control}");
  await screen.getByRole("button", { name: "Reject" }).click();
  await expect.poll(() => sent).toEqual([{ id: 5, values: {}, verdict: "reject" }]);
});
