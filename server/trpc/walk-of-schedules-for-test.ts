import type { openApiClient } from "#testing/api/api-client.ts";

/** One call of each mutation about schedules, in an order in which each can be carried out. */
export function walkOfSchedules(
  api: ReturnType<typeof openApiClient>,
): Readonly<Record<string, () => Promise<unknown>>> {
  return {
    "schedules.save": () =>
      api.schedules.save.mutate({ name: "nightly", graph: "walk", cron: "@daily", zone: "UTC" }),
    "schedules.set": () => api.schedules.set.mutate({ name: "nightly", desired: "paused" }),
    "schedules.run": () => api.schedules.run.mutate({ name: "nightly" }),
    "schedules.stopAll": () => api.schedules.stopAll.mutate({ reason: "a move" }),
    "notices.save": () =>
      api.notices.save.mutate({
        name: "broken",
        graph: "walk",
        on: ["failed"],
        to: { kind: "webhook", url: "https://hooks.example.com/x" },
      }),
    "notices.test": () => api.notices.test.mutate({ name: "broken" }),
    "notices.sendAgain": async () => {
      const [{ id } = { id: 0 }] = (await api.notices.log.query({ name: "broken" })).entries;
      await api.notices.sendAgain.mutate({ name: "broken", id });
    },
    "notices.remove": () => api.notices.remove.mutate({ name: "broken" }),
    "retention.set": () => api.retention.set.mutate({ graph: "walk", pipelineDays: 30 }),
    "retention.run": () => api.retention.run.mutate({ graph: "walk" }),
    "schedules.startAll": () => api.schedules.startAll.mutate({}),
  };
}

/** One call of each mutation about triggers, in an order in which each can be carried out. */
export function walkOfTriggers(
  api: ReturnType<typeof openApiClient>,
  secret: string,
): Readonly<Record<string, () => Promise<unknown>>> {
  return {
    "triggers.save": () =>
      api.triggers.save.mutate({ name: "on-push", graph: "walk", kind: "webhook", settings: { secret } }),
    "triggers.send": () => api.triggers.send.mutate({ name: "on-push", event: "{}" }),
    "triggers.set": () => api.triggers.set.mutate({ name: "on-push", state: "removed" }),
  };
}
