import { type Connection, createConnection, type ResultSetHeader, type RowDataPacket } from "mysql2/promise";
import { type ConnectionOptions, placeText } from "../../database-url.ts";
import type { ServerState, Unreachable } from "./choose-writer.ts";

/** A server that does not answer for so long counts as not reachable. */
const ANSWER_TIMEOUT_MS = 1_500;
/** A node that waits for what the cluster has committed before: a node that failed is excluded after 5 seconds. */
const CATCH_UP_TIMEOUT_MS = 12_000;
const NO_SUCH_TABLE = 1146;

const FACTS = `
  SHOW GLOBAL VARIABLES WHERE Variable_name IN ('hostname', 'port', 'socket', 'read_only', 'super_read_only', 'wsrep_on');
  SHOW GLOBAL STATUS WHERE Variable_name IN
    ('wsrep_ready', 'wsrep_cluster_status', 'wsrep_local_state_comment', 'wsrep_cluster_state_uuid')`;

/** The writer that the processes agreed on. The term grows with each change. */
export type Agreement = { readonly identity: string | null; readonly term: number };

/** A connection that only asks a server about itself, and about the writer that was agreed on. */
export class ServerQuestions {
  readonly place: string;
  private readonly connection: Connection;

  private constructor(place: string, connection: Connection) {
    this.place = place;
    this.connection = connection;
    connection.on("error", () => undefined); // The next question tells of it.
  }

  /** @throws Error where the server cannot be reached in time. */
  static async open(server: ConnectionOptions): Promise<ServerQuestions> {
    const connection = await createConnection({
      ...server,
      connectTimeout: ANSWER_TIMEOUT_MS,
      multipleStatements: true,
    });
    return new ServerQuestions(placeText(server), connection);
  }

  /** @throws Error where it does not answer in time; then it must be closed. */
  async state(): Promise<ServerState> {
    const [answers] = await inTime(this.connection.query<RowDataPacket[][]>(FACTS), ANSWER_TIMEOUT_MS);
    const facts = new Map(answers.flat().map((row) => [String(row["Variable_name"]), String(row["Value"])]));
    const fact = (name: string) => facts.get(name) ?? "";
    return {
      place: this.place,
      identity: `${fact("hostname")}:${fact("port")} ${fact("socket")}`.slice(-255),
      isReadOnly: !["OFF", "0"].includes(fact("read_only")) || ["ON", "1"].includes(fact("super_read_only")),
      galera: ["ON", "1"].includes(fact("wsrep_on"))
        ? {
            isReady: fact("wsrep_ready") === "ON",
            clusterStatus: fact("wsrep_cluster_status"),
            state: fact("wsrep_local_state_comment"),
            clusterId: fact("wsrep_cluster_state_uuid"),
          }
        : null,
    };
  }

  /** The agreement as this server has it now; null before the first migration. */
  async agreement(): Promise<Agreement | null> {
    return this.readAgreement(ANSWER_TIMEOUT_MS);
  }

  /**
   * Waits until this server has everything that any node of its cluster committed before, then gives the agreement.
   *
   * @throws Error where that takes too long.
   */
  async agreementAfterCatchingUp({ galera }: ServerState): Promise<Agreement | null> {
    if (galera === null) return this.agreement();
    await inTime(this.connection.query("SET SESSION wsrep_sync_wait = 1"), ANSWER_TIMEOUT_MS);
    await inTime(
      this.connection.query("SELECT 1 FROM information_schema.tables LIMIT 1"),
      CATCH_UP_TIMEOUT_MS,
    );
    return this.readAgreement(CATCH_UP_TIMEOUT_MS);
  }

  /** Writes a new agreement; false where another process was first. */
  async agree(identity: string, after: Agreement): Promise<boolean> {
    const change =
      after.identity === null
        ? this.connection.query<ResultSetHeader>(
            "INSERT IGNORE INTO database_writer (id, identity, term, agreed_at) VALUES (1, ?, 1, NOW(3))",
            [identity],
          )
        : this.connection.query<ResultSetHeader>(
            "UPDATE database_writer SET identity = ?, term = term + 1, agreed_at = NOW(3) WHERE id = 1 AND term = ?",
            [identity, after.term],
          );
    const [{ affectedRows }] = await inTime(change, CATCH_UP_TIMEOUT_MS);
    return affectedRows === 1;
  }

  close(): void {
    this.connection.destroy();
  }

  private async readAgreement(timeoutMs: number): Promise<Agreement | null> {
    try {
      const [rows] = await inTime(
        this.connection.query<RowDataPacket[]>("SELECT identity, term FROM database_writer WHERE id = 1"),
        timeoutMs,
      );
      const [row] = rows;
      return row === undefined
        ? { identity: null, term: 0 }
        : { identity: String(row["identity"]), term: Number(row["term"]) };
    } catch (error) {
      if ((error as { errno?: number }).errno === NO_SUCH_TABLE) return null;
      throw error;
    }
  }
}

/** Why a server did not answer. */
export function unreachable(place: string, error: unknown): Unreachable {
  const { code, message } = error as NodeJS.ErrnoException;
  return { place, problem: code ?? message };
}

async function inTime<T>(answer: Promise<T>, timeoutMs: number): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer within ${timeoutMs / 1_000} s`)), timeoutMs);
  });
  try {
    return await Promise.race([answer, late]);
  } finally {
    clearTimeout(timer);
  }
}
