import { spawn } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:net";
import { createInterface } from "node:readline";
import { PROJECT_ROOT } from "#platform/project-root.ts";

/** The whole product, as `npm start` runs it. */
export type BenchProduct = {
  /** The address that signs the first person in. */
  readonly link: string;
  readonly address: string;
  stop(): Promise<void>;
};

/**
 * Starts the product on a database: the web process with its pages, and a runner. It is built first where that is needed.
 *
 * @throws Error where it ends before it is ready.
 */
export async function startProduct(databaseUrl: string): Promise<BenchProduct> {
  const child = spawn(process.execPath, ["server/testing/throwaway-product.mjs"], {
    cwd: PROJECT_ROOT,
    env: {
      ...process.env,
      PORT: String(await freePort()),
      SIGNALBOX_TEST_DATABASE: databaseUrl,
      SIGNALBOX_LOG: "warn",
    },
    stdio: ["ignore", "pipe", "ignore"],
  });
  const gone = once(child, "exit");
  const stop = async () => {
    child.kill("SIGTERM");
    await gone;
  };
  for await (const line of createInterface(child.stdout)) {
    const [, link, address] = /Sign in: ((http\S+)\/welcome#\S+)/.exec(line) ?? [];
    if (link === undefined || address === undefined) continue;
    child.stdout.resume();
    return { link, address, stop };
  }
  throw new Error("The product did not begin: `npm start` says why.");
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  server.close();
  if (address === null || typeof address === "string") throw new Error("No port was given.");
  return address.port;
}
