import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { chown, mkdir, mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createConnection } from "mysql2/promise";
import { findProgram } from "#platform/find-program.mjs";
import { GaleraNode } from "./galera-node.ts";

const SIZE = 3;
const USER = "mysql";
const PORTS_A_NODE = 4;
const FIRST_PORT = 20_000;
const PORT_RANGE = 10_000;
const PROVIDERS = [
  "/usr/lib/galera/libgalera_smm.so",
  "/usr/lib/libgalera_smm.so",
  "/usr/lib64/galera-4/libgalera_smm.so",
];

/** Three nodes on this machine, with the database `signalbox` and a user for it. */
export type GaleraCluster = {
  readonly nodes: readonly [GaleraNode, GaleraNode, GaleraNode];
  /** The address with all three nodes, in their order. */
  readonly url: string;
  urlOf(node: GaleraNode): string;
  remove(): Promise<void>;
};

/**
 * Starts a cluster in a directory of its own. The second and the third node get their data from the first one.
 *
 * @returns a sentence where it cannot be started on this machine.
 */
export async function startGaleraCluster(): Promise<GaleraCluster | string> {
  const program = findProgram("mariadbd");
  const install = findProgram("mariadb-install-db");
  const provider = PROVIDERS.find((path) => existsSync(path));
  if (program === null || install === null || provider === undefined)
    return "Galera is not installed (apt-get install mariadb-server galera-4)";
  const isRoot = process.getuid?.() === 0;
  const user = isRoot ? serverUser() : null;
  if (isRoot && user === null) return `there is no user "${USER}" for the servers`;
  const dir = await mkdtemp(join(tmpdir(), "galera-"));
  if (user !== null) await chown(dir, user.uid, user.gid);
  const ports = await freePorts(SIZE * PORTS_A_NODE);
  const portOf = (index: number, which: number) => ports[index * PORTS_A_NODE + which] ?? 0;
  const members = Array.from({ length: SIZE }, (_, index) => `127.0.0.1:${portOf(index, 1)}`).join(",");
  const node = (index: number): GaleraNode =>
    new GaleraNode({
      name: `node${index + 1}`,
      dir: join(dir, `node${index + 1}`),
      port: portOf(index, 0),
      groupPort: portOf(index, 1),
      transferPort: portOf(index, 2),
      stateTransferPort: portOf(index, 3),
      program,
      provider,
      members,
      user: user?.name ?? null,
    });
  const nodes = [node(0), node(1), node(2)] as const;
  const cluster = {
    nodes,
    url: `mysql://signalbox:pw@${nodes.map(({ place }) => place).join(",")}/signalbox`,
    urlOf: ({ place }: GaleraNode) => `mysql://signalbox:pw@${place}/signalbox`,
    remove: async () => {
      await Promise.all(nodes.map((each) => each.kill()));
      await rm(dir, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
    },
  };
  try {
    for (const each of nodes) await installNode(each, install, user);
    await nodes[0].start(true);
    await makeDatabase(nodes[0]);
    await nodes[1].start();
    await nodes[2].start();
    return cluster;
  } catch (error) {
    await cluster.remove();
    throw error;
  }
}

type ServerUser = { readonly name: string; readonly uid: number; readonly gid: number };

/** A server of root would start rsync as root, which then reads and writes as nobody. */
function serverUser(): ServerUser | null {
  const idOf = (option: string) => Number(spawnSync("id", [option, USER], { encoding: "utf8" }).stdout);
  const [uid, gid] = [idOf("-u"), idOf("-g")];
  return uid > 0 && gid > 0 ? { name: USER, uid, gid } : null;
}

async function installNode(
  { settings }: GaleraNode,
  install: string,
  user: ServerUser | null,
): Promise<void> {
  for (const each of [settings.dir, join(settings.dir, "temporary")]) {
    await mkdir(each, { mode: 0o700 });
    if (user !== null) await chown(each, user.uid, user.gid);
  }
  const { status, stderr } = spawnSync(
    install,
    [
      "--no-defaults",
      `--datadir=${join(settings.dir, "data")}`,
      `--tmpdir=${join(settings.dir, "temporary")}`,
      "--auth-root-authentication-method=normal",
      "--skip-test-db",
      ...(user === null ? [] : [`--user=${user.name}`]),
    ],
    { encoding: "utf8" },
  );
  if (status !== 0) throw new Error(`mariadb-install-db failed: ${stderr}`);
}

async function makeDatabase({ settings }: GaleraNode): Promise<void> {
  const connection = await createConnection({ socketPath: join(settings.dir, "server.sock"), user: "root" });
  try {
    await connection.query("CREATE DATABASE signalbox CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_520_ci");
    for (const host of ["127.0.0.1", "localhost"]) {
      await connection.query(`CREATE USER signalbox@'${host}' IDENTIFIED BY 'pw'`);
      await connection.query(`GRANT ALL ON signalbox.* TO signalbox@'${host}'`);
    }
  } finally {
    await connection.end();
  }
}

/**
 * Ports that nothing listens on now. Galera does not take port 0, and the ports that the system gives by itself may be
 * those of the next outgoing connection.
 */
async function freePorts(count: number): Promise<number[]> {
  const found: number[] = [];
  let port = FIRST_PORT + Math.floor(Math.random() * PORT_RANGE);
  for (; found.length < count; port += 1) if (await isFree(port)) found.push(port);
  return found;
}

function isFree(port: number): Promise<boolean> {
  const server = createServer();
  return new Promise((resolve) => {
    server.once("error", () => resolve(false));
    server.listen(port, "127.0.0.1", () => server.close(() => resolve(true)));
  });
}
