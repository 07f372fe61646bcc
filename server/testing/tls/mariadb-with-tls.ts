import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { findProgram } from "#platform/find-program.mjs";
import type { CertificateFiles } from "./certificates.ts";

export type TestMariadb = { readonly port: number; stop(): Promise<void> };

/** Starts a server on loopback that lets everybody in, with a certificate and an empty directory of its own. */
export async function startMariadbWithTls({ cert, key }: CertificateFiles): Promise<TestMariadb> {
  const program = findProgram("mariadbd") ?? findProgram("mysqld");
  if (program === null) throw new Error("There is no mariadbd: `npm test` installs one.");
  const directory = await mkdtemp(join(tmpdir(), "signalbox-mariadb-"));
  const port = await freePort();
  const child = spawn(
    program,
    [
      "--no-defaults",
      ...(process.getuid?.() === 0 ? ["--user=root"] : []),
      ...[`--datadir=${directory}`, `--socket=${join(directory, "socket")}`, "--skip-grant-tables"],
      // Without tables of users it would listen on no port by itself.
      ...["--skip-networking=0", "--bind-address=127.0.0.1", `--port=${port}`],
      ...[
        `--ssl-cert=${cert}`,
        `--ssl-key=${key}`,
        "--innodb-buffer-pool-size=8M",
        "--innodb-log-file-size=4M",
      ],
    ],
    { stdio: ["ignore", "ignore", "pipe"] },
  );
  const end = () => child.kill("SIGKILL");
  // However the test process ends, its server ends with it.
  process.once("exit", end);
  const ended = once(child, "exit");
  let said = "";
  for await (const piece of child.stderr) {
    said += String(piece);
    if (said.includes("ready for connections")) break;
  }
  if (!said.includes("ready for connections")) throw new Error(`mariadbd did not start: ${said}`);
  return {
    port,
    stop: async () => {
      process.removeListener("exit", end);
      end();
      await ended;
      // What the system writes for a killed server may come after its end.
      await rm(directory, { recursive: true, force: true, maxRetries: 5 });
    },
  };
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
