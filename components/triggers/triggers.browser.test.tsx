import { TRPCClientError } from "@trpc/client";
import { expect, test } from "vitest";
import { userEvent } from "vitest/browser";
import { render } from "vitest-browser-react";
import { type Answers, ApiForTest } from "#components/api/api-for-test.tsx";
import type { TriggerTest } from "#contract/triggers/triggers.ts";
import type { InputSpec } from "#engine/model/graph-content.ts";
import { triggerForTest } from "./form/trigger-for-test.ts";
import { TriggerForm } from "./form/trigger-form.tsx";
import { STREAM_VIEW } from "./kinds/stream-view.tsx";
import { TestSection } from "./one/test-section.tsx";

const PARAMS: Record<string, InputSpec> = {
  branch: { type: "string", required: true },
  key: { type: "secret" },
};

function refused(code: string, text: string, problems: readonly { path: string; text: string }[] = []) {
  const data = { refusal: { code, text, problems } };
  return Promise.reject(TRPCClientError.from({ error: { code: -32600, message: text, data } } as never));
}

const ANSWERS: Answers = {
  "account.show": () => ({ rights: { grants: [{ folder: "", role: "admin" }] } }),
  "graphs.list": () => [{ name: "deploy", latest: { number: 7 } }],
  "secrets.list": () => [{ name: "hook-key", folder: "" }],
  "pipelines.launchForm": () => ({ graph: "deploy", revision: 7, params: PARAMS, vertices: [] }),
};

test("a new webhook is made; what is missing or wrong is said at its field first", async () => {
  const sent: unknown[] = [];
  const saved: string[] = [];
  const save = (input: unknown) => {
    sent.push(input);
    return { name: "on-push", version: 1, state: "new", isNew: true, isChanged: true };
  };
  const screen = await render(
    <ApiForTest answers={{ ...ANSWERS, "triggers.save": save }}>
      <TriggerForm trigger={null} onSaved={(name) => saved.push(name)} onCancel={() => undefined} />
    </ApiForTest>,
  );
  await screen.getByRole("textbox", { name: "Name", exact: true }).fill("on-push");
  await screen.getByRole("combobox", { name: "Graph" }).fill("dep");
  await screen.getByRole("option", { name: "deploy" }).click();
  await expect.element(screen.getByRole("textbox", { name: "key" })).toBeDisabled();
  await screen.getByRole("textbox", { name: "branch" }).fill("bodi.ref");
  await screen.getByRole("textbox", { name: "Filter" }).fill("body.ref == ");
  await screen.getByRole("button", { name: "Create trigger" }).click();
  await expect.element(screen.getByText("Not saved: 3 fields have to be corrected.")).toBeVisible();
  await expect.element(screen.getByText(/there is no bodi here/)).toBeVisible();
  await expect.element(screen.getByText(/^Required: choose a secret/)).toBeVisible();
  expect(sent).toEqual([]);
  await screen.getByRole("combobox", { name: "Secret" }).fill("hook");
  await expect.element(screen.getByRole("option", { name: "hook-key" })).toBeVisible();
  await userEvent.keyboard("{Enter}");
  await screen.getByRole("textbox", { name: "branch" }).fill("body.ref");
  await screen.getByRole("textbox", { name: "Filter" }).fill('body.ref == "main"');
  await screen.getByRole("button", { name: "Create trigger" }).click();
  await expect.poll(() => saved).toEqual(["on-push"]);
  expect(sent).toMatchObject([
    {
      ...{ name: "on-push", graph: "deploy", kind: "webhook", settings: { secret: "hook-key" }, version: 0 },
      ...{ filter: 'body.ref == "main"', params: { branch: "body.ref" }, revision: null },
    },
  ]);
});

test("somebody else's change keeps what was typed, says where it differs, and lets mine be saved over it", async () => {
  const before = triggerForTest();
  const theirs = { ...before, version: 9, filter: "true", changedBy: "bob" };
  const sent: { version: number }[] = [];
  const screen = await render(
    <ApiForTest
      answers={{
        ...ANSWERS,
        "triggers.show": () => ({ trigger: theirs, problems: [] }),
        "triggers.save": (input) => {
          sent.push(input as (typeof sent)[number]);
          return sent.length === 1 ? refused("conflict", "bob changed it in between.") : { name: "on-push" };
        },
      }}
    >
      <TriggerForm trigger={before} onSaved={() => undefined} onCancel={() => undefined} />
    </ApiForTest>,
  );
  await screen.getByRole("textbox", { name: "Priority" }).fill("5");
  await expect.element(screen.getByRole("textbox", { name: "branch" })).toHaveValue("body.ref");
  await screen.getByRole("button", { name: "Save", exact: true }).click();
  await expect.element(screen.getByText("Theirs differs from yours in: Filter, Priority.")).toBeVisible();
  await screen.getByRole("button", { name: "Save mine over it" }).click();
  await expect.poll(() => sent.map(({ version }) => version)).toEqual([3, 9]);
});

test("a test shows what each expression comes to; sending the event shows its pipeline", async () => {
  let sent = 0;
  const result: TriggerTest = {
    act: "filter",
    reason: "The filter is not true: body is {}.",
    revision: 7,
    filter: { text: "body.go", state: "false", reason: "The filter is not true: body is {}." },
    params: [
      { name: "branch", from: "body.ref", state: "given", value: '"main"', isCut: true },
      { name: "note", from: "body.note", state: "left-out", reason: "The param note: No such key: note." },
    ],
  };
  const screen = await render(
    <ApiForTest
      answers={{
        ...ANSWERS,
        "triggers.test": () => result,
        "triggers.send": () => {
          sent += 1;
          return { name: "on-push", state: "launched", pipelineId: 12, reason: null };
        },
      }}
    >
      <TestSection trigger={triggerForTest()} />
    </ApiForTest>,
  );
  await screen.getByRole("button", { name: "Test" }).click();
  const shown = screen.getByRole("region", { name: "Result of the test" });
  await expect.element(shown).toHaveTextContent("It would launch nothing");
  await expect.element(shown.getByRole("row", { name: /Filter.*Not true/ })).toBeVisible();
  await expect.element(shown.getByRole("row", { name: /branch.*Given.*"main"… \(cut\)/ })).toBeVisible();
  await expect.element(shown.getByRole("row", { name: /note.*Left out/ })).toBeVisible();
  const send = screen.getByRole("button", { name: "Send it" });
  await send.click();
  await expect.element(screen.getByRole("link", { name: "pipeline #12" })).toBeVisible();
  // The second press of a double click comes after the answer: it launches no second pipeline.
  await send.click({ force: true });
  expect(sent).toBe(1);
  await screen.getByRole("button", { name: "Test" }).click();
  await send.click();
  await expect.poll(() => sent).toBe(2);
});

test("the page of a trigger of a stream names the stream once", async () => {
  const summary = "up to 100 records of orders, after 5s at the latest";
  const settings = { stream: "orders", batch: 100 };
  const screen = await render(
    <STREAM_VIEW.About trigger={triggerForTest({ kind: "stream", settings, summary })} />,
  );
  await expect
    .element(screen.container)
    .toHaveTextContent("It launches for up to 100 records of orders, after 5s at the latest.");
  expect(screen.container.textContent?.match(/orders/g)).toHaveLength(1);
});
