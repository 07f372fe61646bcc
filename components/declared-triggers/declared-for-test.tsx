import { TRPCClientError } from "@trpc/client";
import { render } from "vitest-browser-react";
import { ApiForTest } from "#components/api/api-for-test.tsx";
import { readWholeGraphText } from "#engine/graph-triggers/read-whole-graph-text.ts";
import { DeclaredTriggersDialog } from "./declared-triggers-dialog.tsx";

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
export const old = { ...nightly, name: "old-<b>one</b>", version: 1 };

/** What the server refuses, as the page gets it. */
export function refusal(code: string, text: string, problems: readonly object[] = []) {
  const data = { code: "X", httpStatus: 400, refusal: { code, text, problems } };
  return TRPCClientError.from({ error: { message: text, code: -32_600, data } } as never);
}

/** The dialog of a file, and what it sends. `refuses`: the trigger "orders" is not taken. */
export async function showDeclared(text: string, refuses = true) {
  let reads = 4;
  const sent: { path: string; input: unknown }[] = [];
  const read = readWholeGraphText(text);
  if (!read.ok) throw new Error(JSON.stringify(read.problems));
  const note = (path: string, answer: (input: never) => unknown) => (input: unknown) => {
    sent.push({ path, input });
    return answer(input as never);
  };
  const isRemoved = () => sent.some(({ input }) => (input as { desired?: string }).desired === "removed");
  const screen = await render(
    <ApiForTest
      answers={{
        // Somebody changes it after the dialog was opened: it is read anew as another version.
        "schedules.list": () => ({
          schedules: [{ ...nightly, version: reads++ }, ...(isRemoved() ? [] : [old])],
          next: null,
          stop: null,
        }),
        "triggers.list": () => ({ triggers: [], next: null }),
        "schedules.show": (input) =>
          (input as { name: string }).name === "nightly"
            ? { schedule: { ...nightly, version: 99 } }
            : Promise.reject(refusal("not-found", "There is no schedule.")),
        "triggers.show": (input) =>
          (input as { name: string }).name === "taken"
            ? {
                trigger: {
                  ...row,
                  name: "taken",
                  kind: "webhook",
                  settings: {},
                  filter: null,
                  graph: "other",
                  version: 7,
                  state: "active",
                },
              }
            : Promise.reject(refusal("not-found", "There is no trigger.")),
        "schedules.save": note("schedules.save", () => ({
          desired: "paused",
          version: 4,
          isChanged: false,
          isNew: false,
        })),
        "schedules.set": note("schedules.set", () => ({ isChanged: true })),
        "triggers.save": note("triggers.save", ({ name }: { name: string }) =>
          name === "orders" && refuses
            ? Promise.reject(refusal("not-found", 'There is no stream "nothing".'))
            : { state: "new", version: 1, isChanged: true, isNew: true },
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
