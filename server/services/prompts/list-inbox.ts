import type { InboxItem, InboxView } from "#contract/inbox.ts";
import { approvalRules } from "#engine/kinds/approval/approval-rules.ts";
import { titleText } from "#engine/kinds/approval/approval-title.ts";
import { type Asked, askedOf } from "#engine/kinds/approval/asked-of.ts";
import { kindOf } from "#engine/kinds/kinds.ts";
import type { VertexSpec } from "#engine/model/graph-content.ts";
import { pathsDownTo } from "#engine/rights/folder-path.ts";
import type { FolderIds } from "#engine/rights/policy.ts";
import type { Queries } from "#platform/database/db.ts";
import { findPerson } from "#repos/people/person-rows.ts";
import { grantsOfPerson } from "#repos/rights/grant-rows.ts";
import { EVERYONE, groupsOfPerson, listGroupRows } from "#repos/rights/group-rows.ts";
import {
  countApprovals,
  type InboxRow,
  listInboxRows,
  placesOfPerson,
  verticesAt,
} from "#repos/tracks/inbox-rows.ts";
import { countOpenPrompts } from "#repos/tracks/prompt-rows.ts";
import { planOfPipeline } from "../pipeline-session/read/revision-content.ts";
import type { Actor } from "../rights/actor.ts";

/** So many open prompts are listed, and so many closed ones. */
const MAX_OPEN = 1_000;
const MAX_CLOSED = 200;
/** A question is shown in one line. */
const MAX_QUESTION = 300;

/**
 * The prompts in one state that may be seen, as rows: open ones by their deadlines and then by age, closed ones newest
 * first.
 *
 * @param actor who looks: each row says whether it asks them.
 */
export async function listInbox(
  tx: Queries,
  state: InboxItem["state"],
  folders: FolderIds,
  actor: Actor,
): Promise<InboxView> {
  const rows = await listInboxRows(tx, state, state === "open" ? MAX_OPEN : MAX_CLOSED, folders);
  const isAll = state !== "open" || rows.length < MAX_OPEN;
  const count = isAll ? rows.length : await countOpenPrompts(tx, folders);
  const vertices = await verticesOf(tx, rows);
  const several = rows.filter((_row, place) => (vertices[place]?.rules?.quorum ?? 1) > 1);
  const given = await countApprovals(
    tx,
    several.map(({ id }) => id),
  );
  const personIn = await lookingPerson(tx, rows, actor);
  const items = rows.map((row, place): InboxItem => {
    const { name = "", title = null, inputs = {}, description = null, rules = null } = vertices[place] ?? {};
    const known = Object.fromEntries(
      (row.asks ?? []).flatMap(({ name: input, prefill }) =>
        prefill === undefined ? [] : [[input, prefill]],
      ),
    );
    const question = titleText(title, inputs, known) ?? description;
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
  return { items, count };
}

function shortened(text: string): string {
  return text.length > MAX_QUESTION
    ? `${text.slice(0, MAX_QUESTION).replace(/[\uD800-\uDBFF]$/, "")}…`
    : text;
}

/** What of a vertex the inbox shows. */
type ShownVertex = {
  readonly name: string;
  readonly title: string | null;
  readonly inputs: NonNullable<VertexSpec["inputs"]>;
  readonly description: string | null;
  /** Null where it is no approval. */
  readonly rules: ReturnType<typeof approvalRules> | null;
};

/** Sealed revisions never change, and no two have one id. So each vertex is read once. */
const MAX_KNOWN = 5_000;
const known = new Map<string, ShownVertex>();

async function verticesOf(tx: Queries, rows: readonly InboxRow[]): Promise<readonly ShownVertex[]> {
  const keyOf = (row: Pick<InboxRow, "revisionId" | "number">) => `${row.revisionId} ${row.number}`;
  const shown = new Map<string, ShownVertex>();
  const missing = new Map<string, InboxRow>();
  for (const row of rows) {
    const vertex = known.get(keyOf(row));
    if (row.hasItems) continue;
    if (vertex === undefined) missing.set(keyOf(row), row);
    else shown.set(keyOf(row), vertex);
  }
  for (const { revisionId, number, name, spec } of await verticesAt(tx, [...missing.values()])) {
    const vertex = shownVertex(name, spec);
    shown.set(keyOf({ revisionId, number }), vertex);
    known.set(keyOf({ revisionId, number }), vertex);
  }
  for (const key of known.keys()) {
    if (known.size <= MAX_KNOWN) break;
    known.delete(key);
  }
  const found: ShownVertex[] = [];
  for (const row of rows) {
    const vertex = row.hasItems ? await itemOf(tx, row) : shown.get(keyOf(row));
    if (vertex === undefined) throw new Error(`Prompt ${row.id} belongs to no vertex.`);
    found.push(vertex);
  }
  return found;
}

async function itemOf(tx: Queries, row: InboxRow): Promise<ShownVertex | undefined> {
  const { plan } = await planOfPipeline(tx, { ...row, id: row.pipelineId });
  const vertex = plan.vertices[row.number];
  return vertex && shownVertex(vertex.name, vertex.spec);
}

function shownVertex(name: string, spec: VertexSpec): ShownVertex {
  const kind = kindOf(spec);
  const isApproval = kind.carriedOutBy === "person";
  return {
    name,
    title: isApproval ? kind.question(spec).title : null,
    inputs: spec.inputs ?? {},
    description: spec.description ?? null,
    rules: isApproval ? approvalRules(spec) : null,
  };
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
