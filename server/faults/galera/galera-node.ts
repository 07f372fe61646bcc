import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { closeSync, openSync, readFileSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { createConnection, type RowDataPacket } from "mysql2/promise";

/** What a node of a cluster on one machine must have alone. */
export type NodePlace = {
  readonly name: string;
  readonly dir: string;
  readonly port: number;
  readonly groupPort: number;
  readonly transferPort: number;
  readonly stateTransferPort: number;
};

export type NodeSettings = NodePlace & {
  readonly program: string;
  readonly provider: string;
  /** The group addresses of all nodes: `127.0.0.1:24110,…`. */
  readonly members: string;
  /** Whose process it is, where this one is root's. */
  readonly user: string | null;
};

const START_MS = 90_000;
const LOOK_MS = 100;

/** One node of a Galera cluster, as a process on this machine. It can be killed, frozen and started again. */
export class GaleraNode {
  readonly settings: NodeSettings;
  private child: ChildProcess | null = null;

  constructor(settings: NodeSettings) {
    this.settings = settings;
  }

  get place(): string {
    return `127.0.0.1:${this.settings.port}`;
  }

  /** @param isFirst true where it begins a new cluster. */
  async start(isFirst = false): Promise<void> {
    await this.begin(isFirst);
    await this.untilSynced();
  }

  /** Starts the process only. A node without a majority does not become ready. */
  async begin(isFirst = false): Promise<void> {
    const { dir, program } = this.settings;
    await writeFile(this.defaultsFile, this.defaults());
    const position = isFirst ? [] : this.recoveredPosition();
    const log = openSync(join(dir, "output.log"), "a");
    this.child = spawn(
      program,
      [`--defaults-file=${this.defaultsFile}`, ...(isFirst ? ["--wsrep-new-cluster"] : position)],
      { detached: true, stdio: ["ignore", log, log] },
    );
    closeSync(log);
    this.child.on("error", () => undefined);
  }

  /** Waits until it has all data and takes part in a majority. */
  async untilSynced(): Promise<void> {
    const end = performance.now() + START_MS;
    while (!(await this.isSynced())) {
      if (this.child === null || this.child.exitCode !== null || this.child.signalCode !== null)
        throw new Error(`The node ${this.settings.name} ended: ${this.logTail()}`);
      if (performance.now() > end)
        throw new Error(`The node ${this.settings.name} is not ready: ${this.logTail()}`);
      await sleep(LOOK_MS);
    }
  }

  private async isSynced(): Promise<boolean> {
    try {
      const states = [await this.status("wsrep_local_state_comment"), await this.status("wsrep_ready")];
      return states.join() === "Synced,ON";
    } catch {
      return false; // It does not listen yet.
    }
  }

  /** A variable of its status. */
  async status(name: string): Promise<string> {
    const connection = await createConnection({
      socketPath: join(this.settings.dir, "server.sock"),
      user: "root",
      connectTimeout: 2_000,
    });
    try {
      const [rows] = await connection.query<RowDataPacket[]>("SHOW GLOBAL STATUS LIKE ?", [name]);
      return String(rows[0]?.["Value"]);
    } finally {
      connection.destroy();
    }
  }

  async kill(): Promise<void> {
    await this.signal("SIGKILL");
  }

  freeze(): void {
    this.child?.kill("SIGSTOP");
  }

  thaw(): void {
    this.child?.kill("SIGCONT");
  }

  async stop(): Promise<void> {
    await this.signal("SIGTERM");
  }

  private async signal(signal: NodeJS.Signals): Promise<void> {
    const { child } = this;
    if (child === null || child.exitCode !== null || child.signalCode !== null) return;
    const gone = once(child, "close");
    child.kill(signal);
    await gone;
  }

  private get defaultsFile(): string {
    return join(this.settings.dir, "my.cnf");
  }

  private logTail(): string {
    return readFileSync(join(this.settings.dir, "server.log"), "utf8")
      .trimEnd()
      .split("\n")
      .slice(-6)
      .join("\n");
  }

  /** After a crash the position is in the tables only, and the server has to be asked for it. */
  private recoveredPosition(): string[] {
    const log = join(this.settings.dir, "temporary", `recover-${Date.now()}.log`);
    spawnSync(this.settings.program, [
      `--defaults-file=${this.defaultsFile}`,
      "--wsrep-recover",
      `--log-error=${log}`,
    ]);
    const found = /Recovered position:\s*([0-9a-f-]{36}:-?\d+)/.exec(readFileSync(log, "utf8"))?.[1];
    return found === undefined ? [] : [`--wsrep_start_position=${found}`];
  }

  private defaults(): string {
    const { name, dir, port, groupPort, transferPort, stateTransferPort, provider, members, user } =
      this.settings;
    const provided = [
      "base_host=127.0.0.1",
      `base_port=${groupPort}`,
      `gmcast.listen_addr=tcp://127.0.0.1:${groupPort}`,
      `ist.recv_addr=127.0.0.1:${transferPort}`,
      "gcache.size=32M",
    ].join(";");
    return `[mysqld]
${user === null ? "" : `user=${user}`}
datadir=${join(dir, "data")}
tmpdir=${join(dir, "temporary")}
socket=${join(dir, "server.sock")}
pid_file=${join(dir, "server.pid")}
log_error=${join(dir, "server.log")}
bind_address=127.0.0.1
port=${port}
character_set_server=utf8mb4
binlog_format=ROW
innodb_autoinc_lock_mode=2
innodb_flush_log_at_trx_commit=1
innodb_buffer_pool_size=64M
innodb_log_file_size=48M
max_allowed_packet=64M
wsrep_on=ON
wsrep_provider=${provider}
wsrep_provider_options="${provided}"
wsrep_cluster_name=faults
wsrep_cluster_address=gcomm://${members}
wsrep_node_name=${name}
wsrep_node_address=127.0.0.1:${groupPort}
wsrep_node_incoming_address=127.0.0.1:${port}
wsrep_sst_method=rsync
wsrep_sst_receive_address=127.0.0.1:${stateTransferPort}
`;
  }
}
