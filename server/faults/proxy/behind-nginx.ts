import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { createServer } from "node:net";
import { join } from "node:path";
import { buildWhatIsStale } from "../../tooling/build/build-what-is-stale.ts";
import { eventually } from "../harness/eventually.ts";
import { NotHere } from "../harness/fault.ts";
import type { FaultContext } from "../harness/fault-harness.ts";
import { type Nginx, nginxProgram, startNginx } from "./nginx.ts";
import { ProductWeb } from "./product-web.ts";

/** The name by which people reach the proxy: see `SIGNALBOX_URL`. */
export const PROXY_NAME = "signalbox.example";

export type BehindNginx = {
  readonly port: number;
  readonly proxy: Nginx;
  readonly webs: readonly ProductWeb[];
  stop(): Promise<void>;
};

/**
 * Two web processes of the built product, which answer, and nginx before them.
 *
 * @throws NotHere where there is no nginx.
 */
export async function startBehindNginx(context: FaultContext): Promise<BehindNginx> {
  const program = nginxProgram();
  if (program === null) throw new NotHere("nginx is not installed (apt-get install nginx-light)");
  await buildWhatIsStale(() => undefined);
  const [port, first, second] = await freePorts();
  const env = {
    DATABASE_URL: context.server.url,
    // As if the proxy had a certificate: the example leaves it out.
    SIGNALBOX_URL: `https://${PROXY_NAME}:${port}`,
    SIGNALBOX_TRUSTED_PROXY: "127.0.0.1",
    SIGNALBOX_SECRET_KEY: randomBytes(32).toString("base64"),
    SIGNALBOX_LOG: "error",
  };
  const webs = [first, second].map(
    (each, place) => new ProductWeb(each, { ...env, SIGNALBOX_DATA: join(context.dir, `web${place}`) }),
  );
  const proxy = await startNginx(program, join(context.dir, "nginx"), port, [first, second]);
  const stop = async () => {
    await Promise.all(webs.map((web) => web.kill()));
    await proxy.stop();
  };
  try {
    for (const web of webs) web.start();
    for (const web of webs) await untilItAnswers(web);
  } catch (error) {
    await stop();
    throw error;
  }
  return { port, proxy, webs, stop };
}

export async function untilItAnswers({ url }: ProductWeb): Promise<void> {
  await eventually(
    `${url} answers`,
    async () => ((await fetch(`${url}/api/health`)).ok ? true : null),
    60_000,
  );
}

async function freePorts(): Promise<[number, number, number]> {
  const servers = [createServer(), createServer(), createServer()];
  for (const server of servers) await once(server.listen(0, "127.0.0.1"), "listening");
  const ports = servers.map((server) => (server.address() as { port: number }).port);
  for (const server of servers) await once(server.close(), "close");
  return ports as [number, number, number];
}
