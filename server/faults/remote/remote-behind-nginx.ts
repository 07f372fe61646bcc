import { setTimeout as sleep } from "node:timers/promises";
import { openLosingProxy } from "#testing/servers/losing-proxy.ts";
import { eventually } from "../harness/eventually.ts";
import { executions, type Fault, hasSucceeded, must } from "../harness/fault.ts";
import { startBehindNginx, untilItAnswers } from "../proxy/behind-nginx.ts";

const CHAINS = 6;
const LENGTH = 8;
const CUTS = 4;
/** Longer than anything here is away: that lost leases are handled, other faults show. */
const LEASE_S = "60";

/** Remote runners that reach several web processes through a proxy. */
export const REMOTE_BEHIND_NGINX: readonly Fault[] = [
  {
    name: "remote: two web processes behind nginx are killed in turn, nginx reloads, connections are cut",
    promise: "no track of the runners behind it is lost, handed back or run twice; both runners go on",
    play: async (context) => {
      const { port, proxy, webs, stop } = await startBehindNginx(context);
      const cutting = await openLosingProxy(port, 0);
      try {
        const chains = Array.from({ length: CHAINS }, (_, chain) =>
          Array.from({ length: LENGTH }, (_, place) => `v${chain}_${place}`),
        );
        const script = context.tally.script("sleep 0.6");
        await context.draw(
          Object.fromEntries(chains.flat().map((name) => [name, { script }])),
          chains.map((names) => names.join(" -> ")),
        );
        const env = { SIGNALBOX_LEASE: LEASE_S, SIGNALBOX_SLOTS: String(CHAINS / 2) };
        await context.remoteRunner("r1", proxy.url, env);
        await context.remoteRunner("r2", `http://127.0.0.1:${cutting.place}`, env);
        const run = context.run(await context.launchAgain());
        let begun = CHAINS;
        for (const web of webs) {
          await eventually("some scripts ran", () => (context.tally.count("begin") >= begun ? true : null));
          await web.kill();
          await sleep(400);
          proxy.reload();
          web.start();
          await untilItAnswers(web);
          begun = Math.min(context.tally.count("begin") + CHAINS, CHAINS * LENGTH);
        }
        for (let cut = 0; cut < CUTS; cut += 1) {
          cutting.vanish();
          await sleep(60);
          cutting.appear();
          proxy.reload();
          await sleep(100 + 130 * cut);
        }
        const { tracks } = await run.until("it succeeds", hasSucceeded, 90_000);
        const begins = context.tally.count("begin");
        must(begins === CHAINS * LENGTH, `${begins} scripts began instead of ${CHAINS * LENGTH}`);
        must(
          tracks.every(({ attempt }) => attempt === 1),
          "a track was handed back or lost",
        );
        const runners = new Set(tracks.map(({ runner }) => runner));
        must(runners.size === 2, `only ${[...runners].join()} executed`);
        return `both web processes killed, ${CUTS + webs.length} reloads, ${CUTS} cuts; ${executions(context)}, each at the first attempt`;
      } finally {
        cutting.close();
        await stop();
      }
    },
  },
];
