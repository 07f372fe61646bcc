import type { InboxItem, InboxView } from "#contract/prompts/inbox.ts";
import { titleText } from "#engine/kinds/approval/approval-title.ts";
import { type Asked, askedOf } from "#engine/kinds/approval/asked-of.ts";
import { pathsDownTo } from "#engine/rights/folder-path.ts";
import type { FolderIds } from "#engine/rights/policy.ts";
import type { Queries } from "#platform/database/db.ts";
import { findPerson } from "#repos/people/person-rows.ts";
import { grantsOfPerson } from "#repos/rights/grant-rows.ts";
import { EVERYONE, groupsOfPerson, listGroupRows } from "#repos/rights/group-rows.ts";
import {
  countApprovals,
  firstApprovedValues,
  type InboxRow,
  listInboxRows,
  placesOfPerson,
} from "#repos/tracks/inbox-rows.ts";
import { type ClosedPlace, countOpenPrompts } from "#repos/tracks/prompt-rows.ts";
import type { Actor } from "../rights/actor.ts";
import { askingVertices } from "./asking-vertices.ts";

/** So many open prompts are listed, and so many closed ones. */
const MAX_OPEN = 1_000;
const MAX_CLOSED = 200;
/** A question is shown in one line. */
const MAX_QUESTION = 300;

/**
 * The prompts in one state that may be seen, as rows: open ones by their deadlines and then by age, closed ones a page at a
 * time, the one that was closed last first.
 *
 * @param actor who looks: each row says whether it asks them.
 */
export async function listInbox(
  tx: Queries,
  { state, before }: { readonly state: InboxItem["state"]; readonly before?: ClosedPlace | undefined },
  folders: FolderIds,
  actor: Actor,
  pageOfClosed = MAX_CLOSED,
): Promise<InboxView> {
  const limit = state === "open" ? MAX_OPEN : pageOfClosed;
  const found = await listInboxRows(tx, state, state === "open" ? limit : limit + 1, folders, before);
  const rows = found.slice(0, limit);
  const last = found.length > limit ? rows.at(-1) : undefined;
  const next = last?.closedAt == null ? null : { id: last.id, closedAt: last.closedAt };
  const isAll = state !== "open" || rows.length < MAX_OPEN;
  const count = isAll ? rows.length : await countOpenPrompts(tx, folders);
  const vertices = await askingVertices(tx, rows);
  const several = rows.filter((_row, place) => (vertices[place]?.rules?.quorum ?? 1) > 1);
  const given = await countApprovals(
    tx,
    several.map(({ id }) => id),
  );
  // Everybody approves the values of the first approval.
  const approved = await firstApprovedValues(tx, [...given.keys()]);
  const personIn = await lookingPerson(tx, rows, actor);
  const items = rows.map((row, place): InboxItem => {
    const { name = "", title = null, inputs = {}, description = null, rules = null } = vertices[place] ?? {};
    const asked = approved.get(row.id) === null ? [] : (row.asks ?? []);
    const known = Object.fromEntries(
      asked.flatMap(({ name: input, prefill }) => (prefill === undefined ? [] : [[input, prefill]])),
    );
    const question = titleText(title, inputs, { ...known, ...approved.get(row.id) }) ?? description;
    return {
      id: row.id,
      state: row.state,
      pipeline: { id: row.pipelineId, name: row.pipelineName },
      vertex: name,
      question: question === null ? null : shortened(question),
      askedOf: askedOf(rules?.assignees ?? [], personIn(row)),
      quorum:
        rules !== null && rules.quorum > 1 ? { given: given.get(row.id) ?? 0, wanted: rules.quorum } : null,
      openedAt: row.openedAt,
      dueAt: row.dueAt,
      closedAt: row.closedAt,
    };
  });
  return { items, count, next };
}

function shortened(text: string): string {
  return text.length > MAX_QUESTION
    ? `${text.slice(0, MAX_QUESTION).replace(/[\uD800-\uDBFF]$/, "")}…`
    : text;
}

/** Gives what is known of the person who looks, for each row; null for a program. */
async function lookingPerson(
  tx: Queries,
  rows: readonly InboxRow[],
  actor: Actor,
): Promise<(row: InboxRow) => Asked | null> {
  if (actor.who !== "person" || rows.length === 0) return () => null;
  const person = await findPerson(tx, actor.id);
  const all = await listGroupRows(tx);
  const ids = new Set([
    EVERYONE,
    ...(await groupsOfPerson(
      tx,
      actor.id,
      all.map(({ id }) => id),
    )),
  ]);
  const groups = new Set(all.filter(({ id }) => ids.has(id)).map(({ name }) => name.toLowerCase()));
  const grants = await grantsOfPerson(tx, actor.id);
  const { given, received } = await placesOfPerson(
    tx,
    actor.id,
    rows.map(({ id }) => id),
  );
  return ({ id, folder }) => {
    const above = pathsDownTo(folder);
    const roles = new Set(grants.filter((grant) => above.includes(grant.folder)).map(({ role }) => role));
    return {
      name: actor.name,
      email: person?.email ?? null,
      groups,
      roles,
      hasReceived: received.has(id),
      hasGiven: given.has(id),
    };
  };
}
