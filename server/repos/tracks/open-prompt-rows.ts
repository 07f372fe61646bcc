import { createHash } from "node:crypto";
import { and, asc, desc, eq, gt, inArray, isNull, lt, lte, notInArray, or, type SQL, sql } from "drizzle-orm";
import { folder } from "#drizzle/schema/folder.ts";
import { graph } from "#drizzle/schema/graph.ts";
import { prompt, promptDelegation } from "#drizzle/schema/pipelines/prompt.ts";
import { writeJson } from "#engine/json/write-json.ts";
import type { FolderIds } from "#engine/rights/policy.ts";
import type { Queries } from "#platform/database/db.ts";
import { isInFolders } from "../graphs/graph-rows.ts";

const ASKED_LENGTH = 32;

/** Whom a prompt asks, as one short key: the same for the same assignees. Null: everybody who may answer. */
export function askedKey(assignees: readonly string[]): string | null {
  if (assignees.length === 0) return null;
  return createHash("sha256")
    .update(writeJson([...assignees]))
    .digest("hex")
    .slice(0, ASKED_LENGTH);
}

/** The open prompts of a graph that ask the same people. */
export type AskedClass = {
  readonly graphId: number;
  readonly folder: string;
  readonly asked: string | null;
  readonly count: number;
  /** One of them. */
  readonly promptId: number;
};

/** How many open prompts of graphs in these folders ask whom. It reads an index of the open ones, and no prompt. */
export async function askedClasses(tx: Queries, folders: FolderIds): Promise<AskedClass[]> {
  const same = tx
    .select({
      graphId: prompt.graphId,
      asked: prompt.asked,
      count: sql<number>`count(*)`.mapWith(Number).as("prompts"),
      promptId: sql<number>`min(${prompt.id})`.mapWith(Number).as("first_id"),
    })
    .from(prompt)
    .where(eq(prompt.state, "open"))
    .groupBy(prompt.graphId, prompt.asked)
    .as("same");
  return tx
    .select({
      graphId: same.graphId,
      folder: folder.path,
      asked: same.asked,
      count: same.count,
      promptId: same.promptId,
    })
    .from(same)
    .innerJoin(graph, eq(graph.id, same.graphId))
    .innerJoin(folder, eq(folder.id, graph.folderId))
    .where(isInFolders(folders));
}

export type DelegatedPrompt = {
  readonly id: number;
  readonly graphId: number;
  readonly asked: string | null;
  /** True where the person was given a place, and has not given theirs away; false where they gave it away. */
  readonly isReceived: boolean;
};

/** The open prompts in which a person gave their place to somebody else, or was given one. */
export async function delegatedPrompts(tx: Queries, personId: number): Promise<DelegatedPrompt[]> {
  const of = (isTheirs: SQL) =>
    tx
      .select({ id: prompt.id, graphId: prompt.graphId, asked: prompt.asked })
      .from(promptDelegation)
      .innerJoin(prompt, and(eq(prompt.id, promptDelegation.promptId), eq(prompt.state, "open")))
      .where(isTheirs);
  const given = await of(eq(promptDelegation.fromId, personId));
  const received = await of(eq(promptDelegation.toId, personId));
  const isGiven = new Set(given.map(({ id }) => id));
  const rest = new Map(received.filter(({ id }) => !isGiven.has(id)).map((row) => [row.id, row]));
  return [
    ...given.map((row) => ({ ...row, isReceived: false })),
    ...[...rest.values()].map((row) => ({ ...row, isReceived: true })),
  ];
}

/** Which open prompts are listed: those of classes, without some and with some others. */
export type OpenFilter = {
  readonly classes: readonly Pick<AskedClass, "graphId" | "asked">[];
  readonly without: readonly number[];
  readonly also: readonly number[];
};

/** The place of an open prompt among all: that of the last one of a page. */
export type OpenPlace = { readonly id: number; readonly at: Date };

/**
 * A page of open prompts in the order of their deadlines, then of their age, behind a place; or those with the largest ids.
 *
 * @param filter null: all of them. @param until the last place of the page; null: it ends at the limit.
 */
export async function openPromptPage(
  tx: Queries,
  filter: OpenFilter | null,
  limit: number,
  {
    after = null,
    until = null,
    isNewestFirst = false,
  }: { after?: OpenPlace | null; until?: OpenPlace | null; isNewestFirst?: boolean } = {},
): Promise<OpenPlace[]> {
  return tx
    .select({ id: prompt.id, at: prompt.dueAt })
    .from(prompt)
    .where(
      and(
        eq(prompt.state, "open"),
        after === null ? undefined : isBehind(after),
        until === null ? undefined : isUpTo(until),
        filter === null ? undefined : isOf(filter),
      ),
    )
    .orderBy(...(isNewestFirst ? [desc(prompt.id)] : [asc(prompt.dueAt), asc(prompt.id)]))
    .limit(limit);
}

function isBehind({ at, id }: OpenPlace): SQL | undefined {
  return or(gt(prompt.dueAt, at), and(eq(prompt.dueAt, at), gt(prompt.id, id)));
}

function isUpTo({ at, id }: OpenPlace): SQL | undefined {
  return or(lt(prompt.dueAt, at), and(eq(prompt.dueAt, at), lte(prompt.id, id)));
}

function isOf({ classes, without, also }: OpenFilter): SQL {
  const graphsOf = new Map<string | null, number[]>();
  for (const { asked, graphId } of classes) {
    const graphs = graphsOf.get(asked);
    if (graphs === undefined) graphsOf.set(asked, [graphId]);
    else graphs.push(graphId);
  }
  const isOne = [...graphsOf].map(([asked, graphs]) =>
    and(asked === null ? isNull(prompt.asked) : eq(prompt.asked, asked), inArray(prompt.graphId, graphs)),
  );
  const isListed = and(or(...isOne), without.length === 0 ? undefined : notInArray(prompt.id, [...without]));
  return or(classes.length === 0 ? undefined : isListed, inArray(prompt.id, [...also, 0])) ?? sql`false`;
}
