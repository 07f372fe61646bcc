import type { InboxView } from "#contract/prompts/inbox.ts";
import { type AskedOf, askedOf, isFor, type Who } from "#engine/kinds/approval/asked-of.ts";
import type { FolderIds } from "#engine/rights/policy.ts";
import type { Queries } from "#platform/database/db.ts";
import { inboxRowsOf } from "#repos/tracks/inbox-rows.ts";
import {
  type AskedClass,
  askedClasses,
  type DelegatedPrompt,
  delegatedPrompts,
  type OpenFilter,
} from "#repos/tracks/open-prompt-rows.ts";
import type { Actor } from "../rights/actor.ts";
import { askingVertices } from "./asking-vertices.ts";
import type { LookingPerson } from "./looking-person.ts";

type JudgedClass = Pick<AskedClass, "graphId" | "asked" | "count"> & { readonly askedOf: AskedOf };

/**
 * How many open prompts ask whom, as seen by the one who looks, and which of them are listed. Prompts of one graph with the
 * same assignees are judged together, however many they are; those in which a place was given are judged by themselves.
 */
export async function openPrompts(
  tx: Queries,
  who: Who,
  folders: FolderIds,
  actor: Actor,
  personIn: LookingPerson,
): Promise<{ readonly counts: NonNullable<InboxView["counts"]>; readonly filter: OpenFilter | null }> {
  const classes = await judgedClasses(tx, await askedClasses(tx, folders), personIn);
  const keys = new Map(classes.map((each) => [keyOf(each), each]));
  const delegated = actor.who === "person" ? await delegatedPrompts(tx, actor.id) : [];
  // A place is given only where somebody is named.
  const moved = delegated.filter((each) => each.asked !== null && keys.has(keyOf(each)));
  const filters = {
    all: filterFor("all", classes, moved, keys),
    groups: filterFor("groups", classes, moved, keys),
    mine: filterFor("mine", classes, moved, keys),
  };
  const countOf = ({ classes: some, without, also }: (typeof filters)["all"]) =>
    some.reduce((sum, { count }) => sum + count, 0) - without.length + also.length;
  return {
    counts: {
      all: countOf(filters.all),
      groups: countOf(filters.groups),
      mine: countOf(filters.mine),
    },
    filter: who === "all" && folders === "all" ? null : filters[who],
  };
}

async function judgedClasses(
  tx: Queries,
  classes: readonly AskedClass[],
  personIn: LookingPerson,
): Promise<readonly JudgedClass[]> {
  const named = classes.filter(({ asked }) => asked !== null);
  const rows = await inboxRowsOf(
    tx,
    named.map(({ promptId }) => promptId),
  );
  const vertices = await askingVertices(tx, rows);
  const assignees = new Map(rows.map(({ id }, place) => [id, vertices[place]?.rules?.assignees ?? []]));
  return classes.map(({ graphId, folder, asked, count, promptId }) => {
    const person = personIn(folder);
    const seen = person === null ? null : { ...person, hasReceived: false, hasGiven: false };
    return { graphId, asked, count, askedOf: askedOf(assignees.get(promptId) ?? [], seen) };
  });
}

const keyOf = ({ graphId, asked }: Pick<AskedClass, "graphId" | "asked">) => `${graphId} ${asked ?? ""}`;

function filterFor(
  who: Who,
  classes: readonly JudgedClass[],
  moved: readonly DelegatedPrompt[],
  keys: ReadonlyMap<string, JudgedClass>,
) {
  const listed = classes.filter((each) => isFor(who, each.askedOf));
  const isListed = (each: DelegatedPrompt) => isFor(who, keys.get(keyOf(each))?.askedOf ?? "others");
  const idsOf = (some: readonly DelegatedPrompt[]) => some.map(({ id }) => id);
  return {
    classes: listed,
    without: who === "all" ? [] : idsOf(moved.filter((each) => !each.isReceived && isListed(each))),
    also: who === "all" ? [] : idsOf(moved.filter((each) => each.isReceived && !isListed(each))),
  };
}
