import { TRPCClientError } from "@trpc/client";
import { expect, test } from "vitest";
import { render } from "vitest-browser-react";
import { ApiForTest } from "#components/api/api-for-test.tsx";
import { readWholeGraphText } from "#engine/graph-triggers/read-whole-graph-text.ts";
import { DeclaredTriggersDialog } from "./declared-triggers-dialog.tsx";

const FILE = `signalbox: 1
name: load
vertices:
  A: { script: echo A }
triggers:
  - name: nightly
    schedule: { cron: 30 6 * * 1-5, zone: Europe/Berlin }
    state: active
  - name: on-push
    webhook: { secret: hook-key }
  - name: orders
    stream: { stream: nothing }
`;
const USUAL = {
  graceMs: 300_000,
  coalesce: true,
  catchUp: "none",
  maxCatchUp: 10,
  overlap: "skip",
  maxRunning: 1,
};
const row = {
  id: 1,
  graph: "load",
  folder: "/",
  revision: null,
  params: {},
  pipelineName: null,
  priority: 0,
  labels: {},
};
const nightly = {
  ...{ ...row, name: "nightly", rule: { kind: "cron", cron: "30 6 * * 1-5" }, zone: "Europe/Berlin" },
  ...{ startsAt: null, endsAt: null, excludedDates: [], jitterMs: 0, policy: USUAL, version: 4 },
  ...{ desired: "paused", observed: "paused" },
};
const old = { ...nightly, name: "old-<b>one</b>", version: 1 };

function refusal(code: string, text: string, problems: readonly object[] = []) {
  const data = { code: "X", httpStatus: 400, refusal: { code, text, problems } };
  return TRPCClientError.from({ error: { message: text, code: -32_600, data } } as never);
}

async function dialog(text = FILE, refuses = true) {
  const sent: { path: string; input: unknown }[] = [];
  const read = readWholeGraphText(text);
  if (!read.ok) throw new Error(JSON.stringify(read.problems));
  const note = (path: string, answer: (input: never) => unknown) => (input: unknown) => {
    sent.push({ path, input });
    return answer(input as never);
  };
  const screen = await render(
    <ApiForTest
      answers={{
        "schedules.list": () => ({
          schedules: sent.some(({ input }) => (input as { desired?: string }).desired === "removed")
            ? [nightly]
            : [nightly, old],
          next: null,
          stop: null,
        }),
        "triggers.list": () => ({ triggers: [], next: null }),
        "schedules.show": () => ({ schedule: nightly }),
        "triggers.show": () => Promise.reject(refusal("not-found", "There is no trigger.")),
        "schedules.save": note("schedules.save", () => ({
          desired: "paused",
          isChanged: false,
          isNew: false,
        })),
        "schedules.set": note("schedules.set", () => ({ isChanged: true })),
        "triggers.save": note("triggers.save", ({ name }: { name: string }) =>
          name === "orders" && refuses
            ? Promise.reject(refusal("not-found", 'There is no stream "nothing".'))
            : { state: "new", isChanged: true, isNew: true },
        ),
      }}
    >
      <DeclaredTriggersDialog
        file="load.yaml"
        graph="load"
        triggers={read.triggers}
        onClose={() => undefined}
      />
    </ApiForTest>,
  );
  return { screen, sent };
}

test("what applying would do is shown first; then each says what was done, or why not, with its line", async () => {
  const { screen, sent } = await dialog();
  const shown = screen.getByRole("dialog", { name: "Triggers of load.yaml" });
  await expect.element(shown).toHaveTextContent(/nightlyActiveSchedule: .*06:30.*Will be changed/);
  await expect.element(shown).toHaveTextContent(/on-pushNot publishedWebhook: .*hook-key.*Will be made/);
  await expect.element(shown).toHaveTextContent("Not in the file, and left as it is: old-<b>one</b>");
  expect(sent).toEqual([]);
  await shown.getByRole("checkbox").click();
  await shown.getByRole("button", { name: "Apply 3 triggers" }).click();
  await expect.element(shown).toHaveTextContent("Some of them were not applied.");
  await expect.element(shown).toHaveTextContent('Not done. Line 11: There is no stream "nothing".');
  // Nothing is removed where one was refused, and what was looked at is what is changed.
  expect(sent.map(({ path }) => path)).toEqual([
    "schedules.save",
    "schedules.set",
    "triggers.save",
    "triggers.save",
  ]);
  expect(sent[0]?.input).toMatchObject({ name: "nightly", version: 4 });
  expect(sent[1]?.input).toEqual({ name: "nightly", desired: "active" });
  expect(sent[2]?.input).toMatchObject({ name: "on-push", version: 0 });
});

test("others are removed only where that was asked for, after all were applied", async () => {
  const { screen, sent } = await dialog(FILE, false);
  const shown = screen.getByRole("dialog");
  await shown.getByRole("checkbox", { name: "Remove it as well" }).click();
  await shown.getByRole("button", { name: "Apply 3 triggers" }).click();
  await expect.element(shown).toHaveTextContent("All of them are applied.");
  expect(sent.at(-1)).toEqual({ path: "schedules.set", input: { name: old.name, desired: "removed" } });
  await expect.element(shown.getByRole("button", { name: "Apply 3 triggers" })).toBeDisabled();
  await expect.element(shown.getByRole("region", { name: "Not in the file" })).not.toBeInTheDocument();
});
