import { render } from "vitest-browser-react";
import { type Answers, ApiForTest } from "#components/api/api-for-test.tsx";
import type { ScheduleView } from "#contract/triggers/schedules.ts";
import type { InputSpec } from "#engine/model/graph-content.ts";
import { ScheduleForm } from "./form/schedule-form.tsx";

const PARAMS: Record<string, InputSpec> = {
  env: { type: "string", required: true },
  side: { type: "string", default: "north" },
};

/** The form of a schedule before a server that answers so: with what was sent to be saved, and what was saved. */
export async function formOf(schedule: ScheduleView | null, answers: Answers = {}) {
  const sent: Record<string, unknown>[] = [];
  const saved: string[] = [];
  const usual: Answers = {
    "graphs.list": () => [{ name: "back-up", latest: { number: 7 } }],
    "pipelines.launchForm": () => ({ graph: "back-up", revision: 7, params: PARAMS, vertices: [] }),
    "schedules.preview": () => ({
      ruleText: "At 02:30",
      next: [new Date("2026-12-24T01:30:00Z")],
      clockChanges: [],
    }),
    "schedules.save": (input) => {
      sent.push(input as Record<string, unknown>);
      return { name: "nightly", version: 4 };
    },
  };
  const screen = await render(
    <ApiForTest answers={{ ...usual, ...answers }}>
      <ScheduleForm schedule={schedule} onSaved={(name) => saved.push(name)} onCancel={() => undefined} />
    </ApiForTest>,
  );
  return { screen, sent, saved };
}
