import { createServer } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { type LosingProxy, openLosingProxy } from "#testing/servers/losing-proxy.ts";
import { eventually } from "../harness/eventually.ts";
import { executions, type Fault, hasSucceeded, must } from "../harness/fault.ts";
import type { FaultContext, Run } from "../harness/fault-harness.ts";
import { startWeb, type WebProcess } from "../harness/web-process.ts";

const LENGTH = 8;
const CUTS = 6;

/** Faults of what is between a web process and runners without a database. */
export const REMOTE_FAULTS: readonly Fault[] = [
  {
    name: "remote: the web process is killed twice and started again",
    promise: "what a runner executes goes on and is settled afterwards; every script runs once",
    play: async (context) => {
      const { run, web, restart } = await begun(context, "sleep 0.4");
      for (const part of [2, 5]) {
        await eventually("some scripts ran", () => (context.tally.count("begin") >= part ? true : null));
        await web().stop();
        await sleep(700);
        await restart();
      }
      await run.until("it succeeds", hasSucceeded);
      await web().stop();
      return once(context);
    },
  },
  {
    name: "remote: connections are cut at any point",
    promise: "every script runs once, and every result is stored",
    play: async (context) => {
      const { run, web, proxy } = await begun(context, "sleep 0.2");
      for (let cut = 0; cut < CUTS; cut += 1) {
        await sleep(100 + 130 * cut);
        proxy.vanish();
        await sleep(60);
        proxy.appear();
      }
      await run.until("it succeeds", hasSucceeded);
      await web().stop();
      return once(context);
    },
  },
  {
    name: "remote: the answers to a claim and to a result are lost, and their web process with them",
    promise: "the next web process says the same; nothing is carried out twice, and nothing handed back",
    play: async (context) => {
      const { run, web, restart, proxy } = await begun(context, "sleep 0.2", async (losing) => {
        await losing.loseAnswerTo((sent) => lastCall(sent) === "claim");
      });
      for (let lost = 0; lost < 2; lost += 1) {
        await proxy.loseAnswerTo((sent) => lastCall(sent) === "settle");
        await web().stop();
        await restart();
      }
      const { tracks } = await run.until("it succeeds", hasSucceeded);
      await web().stop();
      must(
        tracks.every(({ attempt }) => attempt === 1),
        "an attempt was handed back",
      );
      return once(context);
    },
  },
  {
    name: "remote: kill -9 of the runner between a script's end and its result",
    promise: "the next runner of that disk settles it through the web; the script does not run again",
    play: async (context) => {
      await context.draw({ A: { script: context.tally.script("true") } });
      const web = await startWeb(context);
      const first = await context.remoteRunner("r1", web.url, { SIGNALBOX_FAILPOINT: "before-settle:kill" });
      const run = context.run(await context.launchAgain());
      await first.gone;
      await context.remoteRunner("r1", web.url);
      await run.until("it succeeds", hasSucceeded);
      await web.stop();
      must(context.tally.count("begin") === 1, "it ran again");
      return executions(context);
    },
  },
];

type Begun = {
  readonly run: Run;
  readonly proxy: LosingProxy;
  readonly web: () => WebProcess;
  readonly restart: () => Promise<void>;
};

/** A chain that a remote runner executes through a proxy. @param during is done before its first script. */
async function begun(
  context: FaultContext,
  body: string,
  during: (proxy: LosingProxy) => Promise<void> = async () => undefined,
): Promise<Begun> {
  const port = await freePort();
  const start = () => startWeb(context, { PORT: String(port) });
  let web = await start();
  const proxy = await openLosingProxy(port, 0);
  const names = Array.from({ length: LENGTH }, (_, place) => `v${place}`);
  await context.draw(
    Object.fromEntries(names.map((name) => [name, { script: context.tally.script(body) }])),
    [names.join(" -> ")],
  );
  // Its lease is longer than the web is away: that lost leases are handled, other faults show.
  await context.remoteRunner("r1", `http://127.0.0.1:${proxy.place}`, { SIGNALBOX_LEASE: "20" });
  const done = during(proxy);
  const run = context.run(await context.launchAgain());
  await done;
  return {
    run,
    proxy,
    web: () => web,
    restart: async () => {
      web = await start();
    },
  };
}

function once(context: FaultContext): string {
  const begins = context.tally.count("begin");
  must(begins === LENGTH, `${begins} scripts began instead of ${LENGTH}`);
  return executions(context);
}

/** The call that a connection sent last. */
function lastCall(sent: string): string | null {
  return /^\/api\/runner\/(\w+)/.exec(sent.split("POST ").at(-1) ?? "")?.[1] ?? null;
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await new Promise((resolve) => server.once("listening", resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  return typeof address === "object" && address !== null ? address.port : 0;
}
