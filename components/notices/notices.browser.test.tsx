import { TRPCClientError } from "@trpc/client";
import { expect, test } from "vitest";
import { render } from "vitest-browser-react";
import { type Answers, ApiForTest, queriesForTest } from "#components/api/api-for-test.tsx";
import { ToastProvider } from "#components/ui/overlays/toast.tsx";
import type { NoticeLogEntry, NoticeRuleInput, NoticeRuleView } from "#contract/triggers/notices.ts";
import { RuleForm } from "./form/rule-form.tsx";
import { NoticeLog } from "./notice-log.tsx";
import { RuleFacts } from "./rule-facts.tsx";

const RULE: NoticeRuleInput = {
  ...{ name: "nightly-failed", graph: "nightly", on: ["failed"] },
  to: { kind: "webhook", url: "https://hooks.example.com/x" },
  active: true,
};
const VIEW: NoticeRuleView = {
  ...{
    name: RULE.name,
    graph: "nightly",
    isGraphDeleted: false,
    folder: "ops",
    kind: "webhook",
    rule: RULE,
    on: ["failed"],
  },
  ...{ quiet: null, isActive: true, version: 7, changedAt: new Date(), changedBy: "ann", last: null },
};
const USUAL: Answers = {
  "graphs.list": () => [{ name: "nightly", latest: { number: 7 } }],
  "folders.list": () => [{ path: "", acts: ["design"] }],
  "folders.admins": () => [],
  "account.show": () => ({ rights: { grants: [{ folder: "", role: "admin" }] } }),
  "notices.server": () => ({ hasMail: false }),
};

function refused(code: string, text: string, problems: readonly { path: string; text: string }[] = []) {
  const data = { refusal: { code, text, problems } };
  return Promise.reject(TRPCClientError.from({ error: { code: -32600, message: text, data } } as never));
}

test("a rule is made: what is missing is said at its field, also what only the server knows", async () => {
  const sent: unknown[] = [];
  const saved: string[] = [];
  const save = (input: unknown) => {
    sent.push(input);
    const text = "This is a private address.";
    return sent.length === 1
      ? refused("bad-input", "One thing is wrong with this rule.", [{ path: "to.url", text }])
      : { name: "a-rule", isNew: true };
  };
  const screen = await render(
    <ApiForTest answers={{ ...USUAL, "notices.save": save }}>
      <RuleForm before={null} onSaved={(name) => saved.push(name)} onCancel={() => undefined} />
    </ApiForTest>,
  );
  await screen.getByRole("button", { name: "Create rule" }).click();
  await expect.element(screen.getByText("Not saved: 3 fields have to be corrected.")).toBeVisible();
  expect(sent).toEqual([]);
  await screen.getByRole("textbox", { name: "Name" }).fill("a-rule");
  await screen.getByRole("combobox", { name: "Graph" }).fill("night");
  await screen.getByRole("option", { name: "nightly" }).click();
  await screen.getByRole("checkbox", { name: "Late" }).click();
  await screen.getByRole("textbox", { name: "After its launch by" }).fill("2h");
  await screen.getByRole("textbox", { name: "Address" }).fill("https://10.0.0.1/");
  await screen.getByRole("button", { name: "Create rule" }).click();
  const address = screen.getByRole("textbox", { name: "Address" });
  await expect.element(address).toBeInvalid();
  await address.fill("https://hooks.example.com/x");
  await screen.getByRole("button", { name: "Create rule" }).click();
  await expect.poll(() => saved).toEqual(["a-rule"]);
  expect(sent[1]).toEqual({
    ...{ name: "a-rule", graph: "nightly", on: ["failed", "late"], late: "2h", active: true, version: 0 },
    to: { kind: "webhook", url: "https://hooks.example.com/x" },
  });
});

test("a rule that somebody else changed meanwhile says in what, and mine is written over it only when asked", async () => {
  const sent: { version: number }[] = [];
  let looks = 0;
  const theirs = { ...VIEW, version: 8, rule: { ...RULE, repeat: "1h" } };
  const answers: Answers = {
    "notices.list": () => (looks++ === 0 ? [theirs] : new Promise(() => undefined)),
    "notices.save": (input) => {
      sent.push(input as { version: number });
      return sent.length === 1 ? refused("conflict", "Somebody else changed it.") : { name: RULE.name };
    },
  };
  const queries = queriesForTest();
  const screen = await render(
    <ApiForTest answers={{ ...USUAL, ...answers }} queries={queries}>
      <RuleForm before={{ rule: RULE, version: 7 }} onSaved={() => undefined} onCancel={() => undefined} />
    </ApiForTest>,
  );
  await screen.getByRole("button", { name: "Save" }).click();
  await expect.element(screen.getByText("Theirs differs from yours in: Not again within.")).toBeVisible();
  const mine = screen.getByRole("button", { name: "Save mine over it" });
  (mine.element() as HTMLElement).focus();
  // The page asks for the list every few seconds; the choice stays while no answer is there.
  void queries.refetchQueries();
  await expect.poll(() => looks).toBe(2);
  await expect.element(mine).toHaveFocus();
  await mine.click();
  await expect.poll(() => sent.length).toBe(2);
  expect(sent.map(({ version }) => version)).toEqual([7, 8]);
});

test("a viewer sees the rule and its log with each try, and no address; a designer sends a notice again", async () => {
  const at = new Date();
  const entry: NoticeLogEntry = {
    ...{ id: 12, eventId: "e", title: "nightly #3 failed", pipelineId: 3, state: "given-up" },
    ...{ reason: "status 500", madeAt: at, dueAt: null },
    tries: [
      { at, isSent: false, answer: "nothing listens there" },
      { at: new Date(at.getTime() + 1), isSent: false, answer: "status 500" },
    ],
  };
  const again: unknown[] = [];
  const answers: Answers = {
    ...USUAL,
    "notices.log": () => ({ entries: [entry], next: null }),
    "notices.sendAgain": (input) => again.push(input),
  };
  const screen = await render(
    <ApiForTest answers={answers}>
      <ToastProvider>
        <RuleFacts rule={{ ...VIEW, rule: null }} />
        <NoticeLog rule={VIEW} before={null} onChange={() => undefined} />
      </ToastProvider>
    </ApiForTest>,
  );
  await expect.element(screen.getByText("shown to those who may change the rule")).toBeVisible();
  await screen.getByText("2 tries, the last: status 500").click();
  await expect.element(screen.getByText(/nothing listens there/)).toBeVisible();
  await screen.getByRole("button", { name: "Send again: nightly #3 failed" }).click();
  await expect.poll(() => again).toEqual([{ name: RULE.name, id: 12 }]);
});

test("e-mail says where this server sends none", async () => {
  const before = { rule: { ...RULE, to: { kind: "email" as const, to: ["ops@example.com"] } }, version: 7 };
  const screen = await render(
    <ApiForTest answers={USUAL}>
      <RuleForm before={before} onSaved={() => undefined} onCancel={() => undefined} />
    </ApiForTest>,
  );
  await expect.element(screen.getByText(/This server has no mail server/)).toBeVisible();
});
