import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { findProgram } from "#platform/find-program.mjs";
import type { CertificateFiles } from "../tls/certificates.ts";

export type TestClickhouse = {
  readonly port: number;
  /** Where connections are encrypted, if it has a certificate. */
  readonly securePort: number;
  readonly username: string;
  /** Ends it and removes its directory. */
  stop(): Promise<void>;
};

const USERNAME = "signalbox";

/**
 * Starts a clickhouse-server on loopback with one user and a directory of its own.
 *
 * @param certificate with which it takes encrypted connections, too.
 */
export async function startTestClickhouse(
  password: string,
  certificate?: CertificateFiles,
): Promise<TestClickhouse> {
  const program = findProgram("clickhouse-server");
  if (program === null) throw new Error("There is no clickhouse-server: `npm test` installs one.");
  const directory = await mkdtemp(join(tmpdir(), "signalbox-clickhouse-"));
  const [port, tcpPort, securePort] = await freePorts();
  await mkdir(join(directory, "data"));
  await writeFile(join(directory, "users.xml"), usersXml(password));
  const config = join(directory, "config.xml");
  await writeFile(config, configXml(directory, port, tcpPort, secureXml(securePort, certificate)));
  const child = spawn(program, [`--config-file=${config}`], { stdio: ["ignore", "ignore", "pipe"] });
  const end = () => child.kill("SIGKILL");
  // However the test process ends, its server ends with it.
  process.once("exit", end);
  const ended = once(child, "exit");
  await isReady(child, port);
  return {
    port,
    securePort,
    username: USERNAME,
    stop: async () => {
      process.removeListener("exit", end);
      end();
      await ended;
      await rm(directory, { recursive: true, force: true });
    },
  };
}

/** Asks until it answers: it says nowhere else that it is ready. */
async function isReady(child: ChildProcess, port: number): Promise<void> {
  let said = "";
  child.stderr?.on("data", (piece: Buffer) => {
    said += piece.toString();
  });
  for (;;) {
    if (child.exitCode !== null) throw new Error(`clickhouse-server did not start: ${said}`);
    const answer = await fetch(`http://127.0.0.1:${port}/ping`).catch(() => null);
    if (answer?.ok === true) return;
    await new Promise((again) => setTimeout(again, 20));
  }
}

async function freePorts(): Promise<[number, number, number]> {
  const servers = [createServer(), createServer(), createServer()];
  const ports = await Promise.all(
    servers.map(async (server) => {
      server.on("connection", (socket: Socket) => socket.destroy()).listen(0, "127.0.0.1");
      await once(server, "listening");
      const address = server.address();
      return typeof address === "object" && address !== null ? address.port : 0;
    }),
  );
  await Promise.all(servers.map((server) => new Promise((closed) => server.close(closed))));
  return [ports[0] ?? 0, ports[1] ?? 0, ports[2] ?? 0];
}

function secureXml(port: number, certificate: CertificateFiles | undefined): string {
  if (certificate === undefined) return "";
  const { cert, key } = certificate;
  return `<https_port>${port}</https_port><openSSL><server><certificateFile>${cert}</certificateFile>
  <privateKeyFile>${key}</privateKeyFile><verificationMode>none</verificationMode></server></openSSL>`;
}

function configXml(directory: string, port: number, tcpPort: number, secure: string): string {
  return `<yandex>
  <logger><level>warning</level><log>${directory}/log</log><errorlog>${directory}/errors</errorlog></logger>
  <listen_host>127.0.0.1</listen_host><http_port>${port}</http_port><tcp_port>${tcpPort}</tcp_port>${secure}
  <path>${directory}/data/</path><tmp_path>${directory}/data/tmp/</tmp_path>
  <mark_cache_size>67108864</mark_cache_size><users_config>users.xml</users_config>
  <default_profile>default</default_profile><default_database>default</default_database>
</yandex>`;
}

function usersXml(password: string): string {
  return `<yandex>
  <profiles><default></default></profiles><quotas><default></default></quotas>
  <users><${USERNAME}><password>${password}</password><networks><ip>127.0.0.1</ip></networks>
    <profile>default</profile><quota>default</quota></${USERNAME}></users>
</yandex>`;
}
