import type { TriggerView } from "#contract/triggers/triggers.ts";

/** A webhook that is active. */
export function triggerForTest(changes: Partial<TriggerView> = {}): TriggerView {
  return {
    id: 7,
    name: "on-push",
    graph: "deploy",
    folder: "",
    revision: null,
    kind: "webhook",
    settings: { secret: "hook-key" },
    summary: "signed with the secret hook-key",
    filter: null,
    params: { branch: "body.ref" },
    pipelineName: null,
    priority: 0,
    labels: {},
    state: "active",
    version: 3,
    changedAt: new Date("2026-11-01T00:00:00Z"),
    changedBy: "ann",
    ...changes,
  };
}
