import { and, asc, eq, inArray, sql } from "drizzle-orm";
import { folder } from "#drizzle/schema/folder.ts";
import { graph, revision, vertex } from "#drizzle/schema/graph.ts";
import { groupMember } from "#drizzle/schema/people/grants.ts";
import { apiToken, person } from "#drizzle/schema/people/people.ts";
import { pipelineLauncher } from "#drizzle/schema/pipelines/pipeline.ts";
import { answer, promptDelegation } from "#drizzle/schema/pipelines/prompt.ts";
import type { Values } from "#engine/json/json.ts";
import { writeJson } from "#engine/json/write-json.ts";
import type { Queries } from "#platform/database/db.ts";

export type Named = { readonly id: number; readonly name: string };

/** Somebody who launched a pipeline or decided about its tracks; nothing happens where it is known. */
export async function putLauncher(
  tx: Queries,
  row: { readonly pipelineId: number; readonly personId: number; readonly hasLaunched: boolean },
): Promise<void> {
  await tx.insert(pipelineLauncher).ignore().values(row);
}

/** Those who launched this pipeline, or decided about tracks of it or of one below it, at any depth. */
export async function launchersOf(
  tx: Queries,
  topId: number,
): Promise<{ readonly personId: number; readonly hasLaunched: boolean }[]> {
  const [rows] = await tx.execute(sql`
    with recursive tree (id) as (
      select cast(${topId} as unsigned)
      union all
      select p.id from tree as t inner join pipeline as p on p.parent_id = t.id)
    select l.person_id as personId, max(l.has_launched) as hasLaunched
    from tree as t inner join pipeline_launcher as l on l.pipeline_id = t.id
    group by l.person_id order by l.person_id`);
  return (rows as unknown as { personId: number; hasLaunched: number }[]).map((row) => ({
    ...row,
    hasLaunched: row.hasLaunched === 1,
  }));
}

/** The folder of a graph, and who sealed a revision of it. */
export async function placeOfRevision(
  tx: Queries,
  revisionId: number,
): Promise<{ readonly folder: string; readonly folderId: number; readonly sealerId: number | null } | null> {
  const rows = await tx
    .select({ folder: folder.path, folderId: folder.id, sealerId: revision.sealerId })
    .from(revision)
    .innerJoin(graph, eq(graph.id, revision.graphId))
    .innerJoin(folder, eq(folder.id, graph.folderId))
    .where(eq(revision.id, revisionId));
  return rows[0] ?? null;
}

export type ApprovalRow = {
  readonly key: string | null;
  readonly name: string;
  readonly at: Date;
  readonly comment: string | null;
  readonly values: Values;
};

/** The approvals that a prompt has, without the answer that closed it, in their order. */
export async function approvalsOf(tx: Queries, promptId: number): Promise<ApprovalRow[]> {
  return tx
    .select({
      key: answer.answeredByKey,
      name: answer.answeredBy,
      at: answer.answeredAt,
      comment: answer.comment,
      values: answer.values,
    })
    .from(answer)
    .where(and(eq(answer.promptId, promptId), eq(answer.isClosing, false)))
    .orderBy(asc(answer.place));
}

export type Delegation = { readonly fromId: number; readonly toId: number };

export async function delegationsOf(tx: Queries, promptId: number): Promise<Delegation[]> {
  return tx
    .select({ fromId: promptDelegation.fromId, toId: promptDelegation.toId })
    .from(promptDelegation)
    .where(eq(promptDelegation.promptId, promptId));
}

/** Gives a place to somebody else; if it was given before, to somebody else than then. */
export async function putDelegation(
  tx: Queries,
  row: Delegation & { readonly promptId: number },
): Promise<void> {
  await tx
    .insert(promptDelegation)
    .values({ ...row, at: sql`now(3)` })
    .onDuplicateKeyUpdate({ set: { toId: row.toId, at: sql`now(3)` } });
}

/** Gives a place back. */
export async function deleteDelegation(tx: Queries, promptId: number, fromId: number): Promise<void> {
  await tx
    .delete(promptDelegation)
    .where(and(eq(promptDelegation.promptId, promptId), eq(promptDelegation.fromId, fromId)));
}

/** The people of an email or a name. */
export async function peopleCalled(tx: Queries, text: string): Promise<Named[]> {
  const isThem = text.includes("@") ? eq(person.email, text.toLowerCase()) : eq(person.name, text);
  return tx.select({ id: person.id, name: person.name }).from(person).where(isThem).limit(2);
}

export async function peopleOfIds(tx: Queries, ids: readonly number[]): Promise<Named[]> {
  return tx
    .select({ id: person.id, name: person.name })
    .from(person)
    .where(inArray(person.id, [...ids, 0]));
}

/**
 * Whether the approval of any graph names a person so, by name or email, or a token. It goes through all vertices: it is
 * for what people seldom do.
 */
export async function isNamedInApprovals(
  tx: Queries,
  text: string,
  kind: "person" | "token" = "person",
): Promise<boolean> {
  const written = writeJson(`${kind}:${text}`);
  const isIt =
    kind === "person" && text.includes("@")
      ? sql`instr(lower(${vertex.spec}), ${written.toLowerCase()}) > 0`
      : sql`instr(${vertex.spec}, ${written}) > 0`;
  const rows = await tx.select({ number: vertex.number }).from(vertex).where(isIt).limit(1);
  return rows.length > 0;
}

/** The people of a group that is not `everyone`. */
export async function peopleOfGroup(tx: Queries, groupId: number): Promise<Named[]> {
  return tx
    .select({ id: person.id, name: person.name })
    .from(groupMember)
    .innerJoin(person, eq(person.id, groupMember.personId))
    .where(eq(groupMember.groupId, groupId));
}

export type TokenRow = Named & {
  readonly acts: string;
  readonly folder: string;
  /** Who made it; null: the command line. */
  readonly personId: number | null;
};

/** Tokens of a name that can be used now. */
export async function tokensCalled(tx: Queries, name: string): Promise<TokenRow[]> {
  return tx
    .select({
      id: apiToken.id,
      name: apiToken.name,
      acts: apiToken.acts,
      folder: folder.path,
      personId: apiToken.personId,
    })
    .from(apiToken)
    .innerJoin(folder, eq(folder.id, apiToken.folderId))
    .where(and(eq(apiToken.name, name), sql`${apiToken.expiresAt} > now(3)`));
}
