import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { findProgram } from "#platform/find-program.mjs";
import type { CertificateFiles } from "../tls/certificates.ts";

export type TestRedis = {
  readonly host: string;
  readonly port: number;
  /** Ends it as SIGKILL does. */
  kill(): Promise<void>;
  /** Starts it again on its port, with what its file of commands holds. */
  start(): Promise<void>;
  /** Stops it, so that it answers nothing and keeps its connections, until `thaw`. */
  freeze(): void;
  thaw(): void;
  /** Ends it and removes its directory. */
  stop(): Promise<void>;
};

/**
 * Starts a redis-server on loopback that writes each command to its file before it answers.
 *
 * @param certificate with which its connections are encrypted; absent: they are not.
 */
export async function startTestRedis(password: string, certificate?: CertificateFiles): Promise<TestRedis> {
  const program = findProgram("redis-server");
  if (program === null) throw new Error("There is no redis-server: `npm test` installs one.");
  const directory = await mkdtemp(join(tmpdir(), "signalbox-redis-"));
  const port = await freePort();
  let child: ChildProcess | null = null;
  const end = () => child?.kill("SIGKILL");
  // However the test process ends, its server ends with it.
  process.once("exit", end);
  const kill = async () => {
    const running = child;
    child = null;
    if (running === null) return;
    const ended = once(running, "exit");
    running.kill("SIGKILL");
    await ended;
  };
  const start = async () => {
    child = spawn(
      program,
      [...argumentsFor(port, directory, password), ...secureArguments(port, certificate)],
      { stdio: ["ignore", "pipe", "inherit"] },
    );
    await isReady(child);
  };
  await start();
  return {
    host: "127.0.0.1",
    port,
    kill,
    start,
    freeze: () => void child?.kill("SIGSTOP"),
    thaw: () => void child?.kill("SIGCONT"),
    stop: async () => {
      process.removeListener("exit", end);
      await kill();
      await rm(directory, { recursive: true, force: true });
    },
  };
}

function argumentsFor(port: number, directory: string, password: string): string[] {
  const settings = {
    bind: "127.0.0.1",
    port: String(port),
    dir: directory,
    requirepass: password,
    appendonly: "yes",
    appendfsync: "always",
    save: "",
  };
  return Object.entries(settings).flatMap(([name, value]) => [`--${name}`, value]);
}

/** Later settings count: it listens for encrypted connections only. */
function secureArguments(port: number, certificate: CertificateFiles | undefined): string[] {
  if (certificate === undefined) return [];
  const { cert, key } = certificate;
  const files = ["--tls-cert-file", cert, "--tls-key-file", key, "--tls-auth-clients", "no"];
  return ["--port", "0", "--tls-port", String(port), ...files];
}

/** Its log says when it answers. */
async function isReady(child: ChildProcess): Promise<void> {
  let said = "";
  for await (const piece of child.stdout ?? []) {
    said += String(piece);
    if (!said.includes("Ready to accept connections")) continue;
    child.stdout?.resume();
    return;
  }
  throw new Error(`redis-server did not start: ${said}`);
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  server.close();
  await once(server, "close");
  if (address === null || typeof address === "string") throw new Error("No port.");
  return address.port;
}
