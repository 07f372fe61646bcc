import { expect, test } from "vitest";
import { render } from "vitest-browser-react";
import { ApiForTest } from "#components/api/api-for-test.tsx";
import type { PromptView } from "#contract/prompts/prompts.ts";
import { approvalForTest, promptForTest } from "./prompt-for-test.ts";
import { PromptForm } from "./prompt-form.tsx";

const pageOf = (prompt: PromptView) => (
  <ApiForTest answers={{}}>
    <PromptForm key={prompt.vertex} prompt={prompt} />
  </ApiForTest>
);

test("a prompt that was withdrawn, and one that was rejected, still say what was asked for and what was offered", async () => {
  const asks = { approval: null, script: "echo {host}" };
  const fields = [
    { name: "host", spec: { type: "string", required: true } },
    { name: "count", spec: { type: "integer" }, prefill: 3 },
  ] as const;
  const whyWithdrawn = "The pipeline was cancelled by Ada: wrong machine.";
  const screen = await render(pageOf(promptForTest({ ...asks, fields, state: "withdrawn", whyWithdrawn })));
  const asked = screen.getByLabelText("Asked for", { exact: true });
  await expect.element(asked).toHaveTextContent("hostno valuecount3");
  await expect.element(screen.getByText(whyWithdrawn)).toBeVisible();
  const answered = { ...asks, fields, state: "answered", answeredBy: "Ada" } as const;
  const approval = approvalForTest({ title: "Go live?" });
  const shows = (prompt: Partial<PromptView>) => screen.rerender(pageOf(promptForTest(prompt)));
  await shows({ ...answered, vertex: "rejected", approval, values: { verdict: "reject" } });
  await expect.element(screen.getByText(/^Ada rejected it/)).toBeVisible();
  await expect.element(asked).toHaveTextContent("hostno valuecount3");
  await shows({ ...answered, vertex: "answered", values: { host: "web-1", count: 3 } });
  await expect.element(screen.getByLabelText("Answer", { exact: true })).toHaveTextContent("hostweb-1count3");
  await expect.element(asked).not.toBeInTheDocument();
});
