import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";

/** The product of one test, with a database server that the test may stop and start again. */
export type OwnProduct = {
  readonly url: string;
  /** The link that signs the first person in. */
  readonly link: string;
  stopDatabase(): Promise<void>;
  startDatabase(): Promise<void>;
  end(): Promise<void>;
};

/** Starts a product that no other test uses, for tests that stop a part of it. */
export async function startOwnProduct(): Promise<OwnProduct> {
  const dir = await mkdtemp(join(tmpdir(), "signalbox-own-"));
  let [database, databaseUrl] = await startDatabase(dir);
  const port = await freePort();
  const product = spawn(process.execPath, ["server/testing/throwaway-product.mjs"], {
    env: { ...process.env, PORT: String(port), SIGNALBOX_TEST_DATABASE: databaseUrl },
    stdio: ["ignore", "pipe", "inherit"],
  });
  const [, link = "", url = ""] = await lineOf(product, /Sign in: ((http\S+)\/welcome#\S+)/);
  return {
    url,
    link,
    stopDatabase: () => ended(database),
    startDatabase: async () => {
      [database, databaseUrl] = await startDatabase(dir);
    },
    end: async () => {
      await ended(product);
      await ended(database);
      await rm(dir, { recursive: true, force: true });
    },
  };
}

async function startDatabase(dir: string): Promise<[ChildProcess, string]> {
  const program = "server/testing/start-private-database.ts";
  const database = spawn(process.execPath, ["--import", "tsx", program, dir], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const [url] = await lineOf(database, /^mysql:\S+$/);
  return [database, url];
}

async function lineOf(child: ChildProcess, wanted: RegExp): Promise<RegExpExecArray> {
  if (child.stdout === null) throw new Error("The child's output is not piped.");
  for await (const line of createInterface(child.stdout)) {
    const found = wanted.exec(line);
    if (found !== null) return found;
  }
  throw new Error(`It ended without saying ${wanted}.`);
}

async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const end = once(child, "exit");
  child.kill("SIGTERM");
  await end;
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  server.close();
  if (address === null || typeof address === "string") throw new Error("No port was given.");
  return address.port;
}
