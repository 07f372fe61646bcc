import { readEnv } from "#platform/env.ts";
import type { SecretBox } from "#platform/secrets/secret-box.ts";
import { saveConnection } from "#services/connections/connections.ts";
import { saveSecret } from "#services/fleet/secret-store.ts";
import { moveGraph } from "#services/graphs/folder-of-graph.ts";
import { outletsOf } from "#services/notices/outlets.ts";
import { saveNoticeRule, testNoticeRule } from "#services/notices/save-notice-rule.ts";
import { noticeLogOf } from "#services/notices/show-notices.ts";
import { savePreset } from "#services/presets/save-preset.ts";
import { listPromptViews } from "#services/prompts/show-prompt.ts";
import { COMMAND_LINE } from "#services/rights/actor.ts";
import { createFolder } from "#services/rights/folders.ts";
import { addGrant } from "#services/rights/grants.ts";
import { addGroup } from "#services/rights/groups.ts";
import { bindLabel } from "#services/rights/runner-labels.ts";
import { saveSchedule } from "#services/schedules/save-schedule.ts";
import { saveStream } from "#services/streams/streams.ts";
import { saveTrigger } from "#services/triggers/save-trigger.ts";
import { sendToTrigger } from "#services/triggers/send-event.ts";
import { listDeliveriesOf } from "#services/triggers/show-triggers.ts";
import type { TestSystem } from "#testing/test-system.ts";
import { GRAPH, NOTICE, type Side } from "./inputs-for-test.ts";

/** Makes a folder with one of everything in it. */
export async function makeSide(
  { database, launch, seal }: TestSystem,
  box: SecretBox,
  folder: string,
): Promise<Side> {
  const { queries } = database;
  await createFolder(database, { folder: "", name: folder }, COMMAND_LINE);
  await createFolder(database, { folder, name: `below-${folder}` }, COMMAND_LINE);
  const graph = `graph-${folder}`;
  await seal(GRAPH(graph));
  const { id: pipeline } = await launch(GRAPH(graph));
  await moveGraph(database, { name: graph, folder }, COMMAND_LINE);
  const preset = { graph, name: "kept", isShared: true, params: {}, inputs: {} };
  await savePreset(database, preset, COMMAND_LINE);
  const secret = `secret-${folder}`;
  await saveSecret(queries, box, { name: secret, value: "123456789", folder }, COMMAND_LINE);
  const connection = `connection-${folder}`;
  const http = { kind: "http", address: "http://127.0.0.1:1" } as const;
  await saveConnection(queries, { ...http, name: connection, secret, folder }, COMMAND_LINE);
  const label = `label-${folder}`;
  await bindLabel(queries, { label, folder }, COMMAND_LINE);
  const { id: group } = await addGroup(queries, `group ${folder.length}`, COMMAND_LINE);
  const grant = await addGrant(database, { folder, role: "viewer", group }, COMMAND_LINE);
  const prompt = (await listPromptViews(queries, "open")).find((each) => each.graph === graph);
  const schedule = `schedule-${folder}`;
  await saveSchedule(database, { name: schedule, graph, cron: "@daily", zone: "UTC" }, COMMAND_LINE);
  const trigger = `trigger-${folder}`;
  const webhook = { kind: "webhook", settings: { secret } } as const;
  await saveTrigger(database, { name: trigger, graph, ...webhook, filter: "1 > 2" }, COMMAND_LINE);
  await sendToTrigger(database, { name: trigger, event: "{}" }, COMMAND_LINE);
  const [event] = (await listDeliveriesOf(queries, { name: trigger })).deliveries;
  const redis = `redis-${folder}`;
  const away = { kind: "redis", address: "redis://127.0.0.1:1" } as const;
  await saveConnection(queries, { ...away, name: redis, folder }, COMMAND_LINE);
  const stream = `stream-${folder}`;
  const access = { secrets: async () => box, httpAllow: [] };
  await saveStream(database, access, { name: stream, connection: redis, folder }, COMMAND_LINE);
  const rule = `rule-${folder}`;
  await saveNoticeRule(database, { name: rule, graph, ...NOTICE }, COMMAND_LINE, outletsOf(readEnv()));
  await testNoticeRule(database, rule, COMMAND_LINE);
  const [notice] = (await noticeLogOf(queries, { name: rule })).entries;
  return {
    notice: notice?.id ?? 0,
    redis,
    stream,
    folder,
    rule,
    schedule,
    trigger,
    delivery: event?.id ?? 0,
    graph,
    pipeline,
    prompt: prompt?.id ?? 0,
    secret,
    connection,
    label,
    grant: grant.id,
    below: `${folder}/below-${folder}`,
  };
}
