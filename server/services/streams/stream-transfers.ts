import type { Queries } from "#platform/database/db.ts";
import { inPieces } from "#repos/read-in-pieces.ts";
import { sealedGraphs, verticesWithStreams } from "#repos/streams/stream-transfer-rows.ts";

/** A transfer that reads a stream of Redis, and removes what it has moved. */
export type StreamTransfer = {
  readonly graph: string;
  readonly folder: string;
  readonly vertex: string;
  readonly connection: string;
  readonly redisKey: string;
};

type Found = Omit<StreamTransfer, "graph" | "folder">;

const MAX_KEPT = 20_000;
/** What sealed revisions have, by their ids: they never change. */
const kept = new Map<number, readonly Found[]>();

/** The transfers from streams of Redis in what was sealed last of each graph. */
export async function streamTransfers(tx: Queries): Promise<StreamTransfer[]> {
  const graphs = await sealedGraphs(tx);
  const fresh = graphs.map(({ revisionId }) => revisionId).filter((id) => !kept.has(id));
  if (kept.size + fresh.length > MAX_KEPT) kept.clear();
  for (const some of inPieces(fresh)) await keep(tx, some);
  return graphs.flatMap(({ revisionId, graph, folder }) =>
    (kept.get(revisionId) ?? []).map((found) => ({ graph, folder, ...found })),
  );
}

async function keep(tx: Queries, revisionIds: readonly number[]): Promise<void> {
  const found = new Map<number, Found[]>(revisionIds.map((id) => [id, []]));
  for (const { revisionId, name, spec } of await verticesWithStreams(tx, revisionIds)) {
    const source = spec.transfer?.from["redis-stream"];
    if (source === undefined) continue;
    const { connection, stream: redisKey } = source;
    found.get(revisionId)?.push({ vertex: name, connection, redisKey });
  }
  for (const [id, some] of found) kept.set(id, some);
}
