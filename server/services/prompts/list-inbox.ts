import type { InboxItem, InboxRequest, InboxView } from "#contract/prompts/inbox.ts";
import { titleText } from "#engine/kinds/approval/approval-title.ts";
import { type Asked, askedOf } from "#engine/kinds/approval/asked-of.ts";
import type { FolderIds } from "#engine/rights/policy.ts";
import { cutWithMark } from "#engine/text/cut-text.ts";
import type { Queries } from "#platform/database/db.ts";
import {
  countApprovals,
  firstApprovedValues,
  type InboxRow,
  inboxRowsOf,
  listClosedRows,
  placesOfPerson,
} from "#repos/tracks/inbox-rows.ts";
import { openPromptPage } from "#repos/tracks/open-prompt-rows.ts";
import type { Actor } from "../rights/actor.ts";
import { askingVertices } from "./asking-vertices.ts";
import { type LookingPerson, lookingPerson } from "./looking-person.ts";
import { openPrompts } from "./open-prompts.ts";

/** So many prompts are a page of open ones, and of closed ones. */
const PAGE_OF_OPEN = 500;
/** So many at most where a page covers what it covered before: others may have come into it. */
const KNOWN_PAGE_OF_OPEN = 1_000;
const PAGE_OF_CLOSED = 200;
/** A question is shown in one line. */
const MAX_QUESTION = 300;

/**
 * A page of the prompts in one state that may be seen, as rows: open ones by their deadlines and then by age, or the newest
 * first; closed ones by when they were closed, the last one first.
 *
 * @param actor who looks: each row says whether it asks them.
 */
export async function listInbox(
  tx: Queries,
  asked: InboxRequest,
  folders: FolderIds,
  actor: Actor,
  limit = limitOf(asked),
): Promise<InboxView> {
  const personIn = await lookingPerson(tx, actor);
  const { rows, next, counts, count } =
    asked.state === "open"
      ? await openPage(tx, asked, folders, actor, personIn, limit)
      : await closedPage(tx, asked.state, asked.cursor, folders, limit);
  const vertices = await askingVertices(tx, rows);
  const several = rows.filter((_row, place) => (vertices[place]?.rules?.quorum ?? 1) > 1);
  const given = await countApprovals(
    tx,
    several.map(({ id }) => id),
  );
  // Everybody approves the values of the first approval.
  const approved = await firstApprovedValues(tx, [...given.keys()]);
  const placesIn = await places(tx, rows, actor, personIn);
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
      question: question === null ? null : cutWithMark(question, MAX_QUESTION),
      askedOf: askedOf(rules?.assignees ?? [], placesIn(row)),
      quorum:
        rules !== null && rules.quorum > 1 ? { given: given.get(row.id) ?? 0, wanted: rules.quorum } : null,
      openedAt: row.openedAt,
      dueAt: row.dueAt,
      closedAt: row.closedAt,
    };
  });
  return { items, count, counts, next };
}

function limitOf({ state, until }: InboxRequest): number {
  if (state !== "open") return PAGE_OF_CLOSED;
  return until ? KNOWN_PAGE_OF_OPEN : PAGE_OF_OPEN;
}

type Page = Pick<InboxView, "next" | "counts" | "count"> & { readonly rows: readonly InboxRow[] };

async function openPage(
  tx: Queries,
  { who = "all", cursor, until = null, isNewestFirst = false }: Omit<InboxRequest, "state">,
  folders: FolderIds,
  actor: Actor,
  personIn: LookingPerson,
  limit: number,
): Promise<Page> {
  const { counts, filter } = await openPrompts(tx, who, folders, actor, personIn);
  const found = await openPromptPage(tx, filter, limit + 1, {
    after: cursor ?? null,
    until,
    isNewestFirst,
  });
  const page = found.slice(0, limit);
  const rows = await inboxRowsOf(
    tx,
    page.map(({ id }) => id),
  );
  const hasMore = found.length > limit && !isNewestFirst;
  return { rows, next: hasMore ? (page.at(-1) ?? null) : until, counts, count: counts[who] };
}

async function closedPage(
  tx: Queries,
  state: "answered" | "withdrawn",
  cursor: InboxRequest["cursor"],
  folders: FolderIds,
  limit: number,
): Promise<Page> {
  const before = cursor ? { id: cursor.id, closedAt: cursor.at } : null;
  const found = await listClosedRows(tx, state, limit + 1, folders, before);
  const rows = found.slice(0, limit);
  const last = found.length > limit ? rows.at(-1) : undefined;
  const next = last?.closedAt == null ? null : { id: last.id, at: last.closedAt };
  return { rows, next, counts: null, count: rows.length };
}

/** Gives what is known of the person who looks, for each row; null for a program. */
async function places(
  tx: Queries,
  rows: readonly InboxRow[],
  actor: Actor,
  personIn: LookingPerson,
): Promise<(row: InboxRow) => Asked | null> {
  if (actor.who !== "person") return () => null;
  const { given, received } = await placesOfPerson(
    tx,
    actor.id,
    rows.map(({ id }) => id),
  );
  return ({ id, folder }) => {
    const person = personIn(folder);
    return person === null ? null : { ...person, hasReceived: received.has(id), hasGiven: given.has(id) };
  };
}
