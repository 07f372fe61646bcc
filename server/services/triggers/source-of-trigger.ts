import { readAfterSettings } from "#engine/triggers/after-kind.ts";
import { type AfterLink, ringOf, ringText } from "#engine/triggers/after-rings.ts";
import { readStreamSettings } from "#engine/triggers/stream-kind.ts";
import type { Queries } from "#platform/database/db.ts";
import { lockGraph } from "#repos/graphs/graph-rows.ts";
import { findRevision, latestSealed } from "#repos/graphs/revision-rows.ts";
import {
  childRevisionsOf,
  graphNames,
  lockRings,
  type SourcedTrigger,
  sourcedTriggers,
} from "#repos/triggers/after-rows.ts";
import type { StoredTrigger } from "#repos/triggers/trigger-rows.ts";
import { refuseProblems } from "../pipeline-session/checked-values.ts";
import type { Actor } from "../rights/actor.ts";
import { judge, refuseUnknown } from "../rights/judge.ts";
import { showStream } from "../streams/streams.ts";

/** A trigger that is being saved. Its settings were read. */
type Asked = Pick<StoredTrigger, "name" | "kind" | "graphId"> & {
  readonly settings: StoredTrigger["settings"];
  /** The revision that it would launch now. */
  readonly revisionId: number;
};

/**
 * Where the events of a trigger come from, as it is stored: of a trigger that launches after pipelines, their graph. Holds
 * the lock of all such triggers until the end of the transaction, so that two that are saved together close no ring.
 *
 * @throws Refused `not-found` where there is no such stream, or the actor may not read that graph; `bad-input` where it would close a ring.
 */
export async function sourceOf(
  tx: Queries,
  { kind, settings, ...asked }: Asked,
  actor: Actor,
): Promise<Pick<StoredTrigger, "settings" | "sourceGraphId">> {
  if (kind === "stream") {
    const { stream } = readStreamSettings(settings);
    await judge(tx, actor, "launch", { kind: "stream", name: stream });
    await showStream(tx, stream);
  }
  if (kind !== "after") return { settings, sourceGraphId: null };
  const { graph: name, children } = readAfterSettings(settings);
  await judge(tx, actor, "read", { kind: "graph", name });
  const source = (await lockGraph(tx, name)) ?? refuseUnknown({ kind: "graph", name });
  await lockRings(tx);
  const others = (await sourcedTriggers(tx)).filter((other) => other.name !== asked.name);
  const belowOf = async (revisionId: number | null) =>
    revisionId === null ? new Set<number>() : graphsBelow(tx, revisionId);
  const start: AfterLink = {
    ...{ name: asked.name, source: source.id, target: asked.graphId, children },
    below: await belowOf(asked.revisionId),
  };
  const links = [start];
  for (const other of others)
    links.push({
      ...{ name: other.name, source: other.sourceGraphId, target: other.graphId },
      children: readAfterSettings(other.settings).children,
      below: await belowOf(await launchedRevision(tx, other)),
    });
  const ring = ringOf(start, links);
  if (ring !== null) {
    const names = await graphNames(tx, [...new Set(ring.flatMap((link) => [link.source, link.target]))]);
    refuseProblems([{ path: "settings.graph", text: `${ringText(ring, names)}.` }], "this trigger");
  }
  return { settings: { ...settings, graph: source.name }, sourceGraphId: source.id };
}

async function launchedRevision(
  tx: Queries,
  { graphId, revision }: Pick<SourcedTrigger, "graphId" | "revision">,
): Promise<number | null> {
  const number = revision ?? (await latestSealed(tx, graphId));
  return number === null ? null : ((await findRevision(tx, graphId, number))?.id ?? null);
}

/** The graphs that run as child pipelines of a revision, at any depth. */
async function graphsBelow(tx: Queries, revisionId: number): Promise<ReadonlySet<number>> {
  const seen = new Set([revisionId]);
  const graphs = new Set<number>();
  for (let next: readonly number[] = [revisionId]; next.length > 0; ) {
    const found = (await childRevisionsOf(tx, next)).filter(({ id }) => !seen.has(id));
    for (const { id, graphId } of found) {
      seen.add(id);
      graphs.add(graphId);
    }
    next = found.map(({ id }) => id);
  }
  return graphs;
}
