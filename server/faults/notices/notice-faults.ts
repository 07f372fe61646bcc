import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { allowedAddresses } from "#services/connections/clients/allowed-addresses.ts";
import { sealGraph } from "#services/graphs/seal-graph.ts";
import { removeNotices, saveNoticeRule } from "#services/notices/save-notice-rule.ts";
import { noticeLogOf } from "#services/notices/show-notices.ts";
import { COMMAND_LINE } from "#services/rights/actor.ts";
import { dies, eventually } from "../harness/eventually.ts";
import { type Fault, must } from "../harness/fault.ts";
import type { FaultContext } from "../harness/fault-harness.ts";
import { startWeb, type WebProcess } from "../harness/web-process.ts";

const MANY = 12;

/** What notices promise where those who send them die. */
export const NOTICE_FAULTS: readonly Fault[] = [
  {
    name: "web killed between the commit of a notice and its sending",
    promise: "it is sent by the next one, once",
    play: (context) =>
      withReceiver(context, async ({ heard, web }) => {
        const doomed = await web({ SIGNALBOX_FAILPOINT: "before-notice:kill" });
        await fail(context, 1);
        await dies(doomed.gone);
        mustCount(heard, 0);
        await hurry(context);
        await web();
        await sent(context, 1);
        mustCount(heard, 1);
        return "came once, after the restart";
      }),
  },
  {
    name: "web killed after a notice was taken and before that was noted",
    promise: "it is sent again, with the same event id",
    play: (context) =>
      withReceiver(context, async ({ heard, web }) => {
        const doomed = await web({ SIGNALBOX_FAILPOINT: "after-notice:kill" });
        await fail(context, 1);
        await dies(doomed.gone);
        mustCount(heard, 1);
        await hurry(context);
        await web();
        await sent(context, 1);
        mustCount(heard, 2);
        must(new Set(heard).size === 1, `it came as ${heard.join(" and ")}`);
        return "came twice with one event id";
      }),
  },
  {
    name: "two web processes send notices, one of them is killed",
    promise: "each notice comes once",
    play: (context) =>
      withReceiver(context, async ({ heard, web }) => {
        const [first] = await Promise.all([web(), web()]);
        await fail(context, MANY);
        await sent(context, MANY);
        await first?.stop();
        await fail(context, MANY);
        await sent(context, 2 * MANY);
        mustCount(heard, 2 * MANY);
        must(new Set(heard).size === 2 * MANY, "one event id came twice");
        return `${heard.length} notices came once each`;
      }),
  },
];

type Parts = {
  /** The event ids that came, in their order. */
  readonly heard: readonly string[];
  readonly web: (env?: Readonly<Record<string, string>>) => Promise<WebProcess>;
};

/** Plays with a receiver and a rule that sends to it; removes both. */
async function withReceiver(context: FaultContext, play: (parts: Parts) => Promise<string>): Promise<string> {
  const heard: string[] = [];
  const server: Server = createServer((request, response) => {
    heard.push(String(request.headers["x-signalbox-event-id"]));
    request.resume().on("end", () => response.end("{}"));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`;
  const { name, database } = context;
  try {
    await context.draw({ A: { script: "exit 1" } });
    await sealGraph(database, { name }, "faults");
    const outlets = { allowed: allowedAddresses(["127.0.0.1"]), mailServer: null, site: "http://127.0.0.1" };
    const rule = { name, graph: name, on: ["failed" as const], to: { kind: "webhook" as const, url } };
    await saveNoticeRule(database, rule, COMMAND_LINE, outlets);
    await context.runner("r1");
    return await play({
      heard,
      web: (env = {}) => startWeb(context, { SIGNALBOX_HTTP_ALLOW: "127.0.0.1", ...env }),
    });
  } finally {
    server.close();
    server.closeAllConnections();
    await removeNotices(database, { name }, COMMAND_LINE).catch(() => undefined);
  }
}

/** Launches pipelines that fail. */
async function fail(context: FaultContext, count: number): Promise<void> {
  for (let n = 0; n < count; n++) await context.launchAgain();
}

/** As if the time had passed for which a notice belongs to the process that died. */
async function hurry({ database }: FaultContext): Promise<void> {
  await database.pool.query("UPDATE notice SET due_at = now(3) WHERE state = 'waiting'");
}

function sent({ database, name }: FaultContext, count: number): Promise<unknown> {
  return eventually(
    `${count} notices are sent`,
    async () => {
      const { entries } = await noticeLogOf(database.queries, { name, limit: 200 });
      return entries.filter(({ state }) => state === "sent").length === count ? true : null;
    },
    60_000,
  );
}

function mustCount(heard: readonly string[], count: number): void {
  must(heard.length === count, `${heard.length} requests came where ${count} were to come`);
}
