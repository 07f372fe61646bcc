import type { TransferChecks } from "#contract/graphs/transfer-checks.ts";
import { warningFinding } from "#engine/model/finding.ts";
import type { Finding, GraphContent } from "#engine/model/graph-content.ts";
import { onceInProcess } from "#platform/copies/once-in-process.ts";
import type { Queries } from "#platform/database/db.ts";
import type { SecretBox } from "#platform/secrets/secret-box.ts";
import { connectionRows } from "#repos/fleet/connection-rows.ts";
import { allowedAddresses } from "../connections/clients/allowed-addresses.ts";
import { connectionProblem, resolveConnections } from "../connections/resolve-connections.ts";
import { askServer, type Said } from "./ask-server.ts";
import { type Look, looksOf } from "./transfer-looks.ts";

/** So long the servers of one graph are asked. */
const MAX_MS = 10_000;
/** So many servers are asked at once. */
const MAX_SERVERS = 4;
/** So many graphs are checked at once in a process. */
const MAX_CHECKS = 4;

const checks = onceInProcess("checks of transfers", () => ({ running: 0 }));

export type ServerAccess = {
  readonly tx: Queries;
  readonly box: SecretBox;
  /** The words of SIGNALBOX_HTTP_ALLOW. */
  readonly httpAllow: readonly string[];
};

/**
 * Asks the servers of a graph's transfers whether what they read and write is there: the login, the table and its columns, the
 * query, the stream. The web process asks; nothing is written.
 *
 * @param folder the path of the graph's folder: it says which connections may be used.
 */
export async function checkTransfers(
  { tx, box, httpAllow }: ServerAccess,
  { vertices }: Pick<GraphContent, "vertices">,
  folder: string,
  maxMs = MAX_MS,
): Promise<Pick<TransferChecks, "findings" | "askedAt" | "isBusy">> {
  const askedAt = new Date();
  const looks = [...vertices].flatMap(([vertex, { transfer }]) =>
    transfer === undefined ? [] : looksOf(vertex, transfer),
  );
  if (looks.length === 0) return { findings: [], askedAt, isBusy: false };
  if (checks.running >= MAX_CHECKS) return { findings: [], askedAt, isBusy: true };
  checks.running += 1;
  try {
    const rows = await connectionRows(tx, [...new Set(looks.map(({ connection }) => connection))]);
    // What cannot be used for another reason is told by check itself.
    const usable = rows.filter((row) => connectionProblem(row.name, row, folder) === null);
    const left = usable.map(({ name, kind }) => ({
      name,
      its: looks.filter((look) => look.connection === name && look.kind === kind),
    }));
    const said: Said[] = [];
    const allowed = allowedAddresses(httpAllow);
    const signal = AbortSignal.timeout(maxMs);
    const askNext = async (): Promise<void> => {
      for (let next = left.shift(); next !== undefined; next = left.shift()) {
        const { name, its } = next;
        const { connections, problem } = await resolveConnections(tx, box, [name], folder);
        const [connection] = connections;
        if (connection === undefined)
          said.push(...its.map((look) => ({ look, clause: `${problem}`, isServer: true })));
        else said.push(...(await askServer(connection, its, allowed, signal)));
      }
    };
    await Promise.all(Array.from({ length: MAX_SERVERS }, askNext));
    return { findings: findingsOf(looks, said, askedAt), askedAt, isBusy: false };
  } finally {
    checks.running -= 1;
  }
}

/** In the order of the graph. A server that cannot be used is one finding, however many vertices use it. */
function findingsOf(looks: readonly Look[], said: readonly Said[], askedAt: Date): readonly Finding[] {
  const when = `(asked ${askedAt.toISOString().slice(0, 16).replace("T", " ")} UTC)`;
  const inOrder = looks.flatMap((look) => said.filter((each) => each.look === look));
  const ofServers = new Map<string, Said[]>();
  const findings: Finding[] = [];
  for (const each of inOrder) {
    const { look, clause, isServer } = each;
    const { vertex, end, connection } = look;
    if (isServer) {
      const key = `${connection}: ${clause}`;
      ofServers.set(key, [...(ofServers.get(key) ?? []), each]);
    } else
      findings.push(
        warningFinding(
          "transfer-server",
          `${vertex}, \`${end}\`, connection ${connection}: ${clause} ${when}.`,
          {
            vertices: [vertex],
          },
        ),
      );
  }
  return [
    ...[...ofServers].map(([key, uses]) => {
      const names = [...new Set(uses.map(({ look }) => look.vertex))];
      const users =
        names.length > 3 ? `${names.slice(0, 3).join(", ")} and ${names.length - 3} more` : names.join(", ");
      return warningFinding("connection-unusable", `The connection ${key} ${when}. It is used by ${users}.`, {
        vertices: names,
      });
    }),
    ...findings,
  ];
}
