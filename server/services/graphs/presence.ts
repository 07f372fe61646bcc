import { type HereInput, MAX_PRESENT, type Present, type PresentPeople } from "#contract/presence.ts";
import { type Database, transact } from "#platform/database/db.ts";
import {
  askOtherTabs,
  type PresenceRow,
  presentTabs,
  putTab,
  removeGoneTabs,
  removeTab,
  signOfPresence,
} from "#repos/graphs/presence-rows.ts";
import type { Actor } from "../rights/actor.ts";
import { graphNamed } from "./lookup/graph-named.ts";

/** A tab among others says at least every three seconds that it is there. */
const AMONG_OTHERS_MS = 10_000;
/** A tab without others says nothing for minutes. Once another one comes, it is asked. */
const ALONE_MS = 15 * 60_000;
/** A hidden tab says nothing: browsers hardly let it run. */
const IDLE_MS = 10 * 60_000;
/** More tabs of one graph are not listed. */
const MAX_TABS = 200;
const MAX_REMOVED = 100;

/** What a tab is told, and whether others have to be told of it: it came, was closed, is shown or is hidden. */
type Heard = { readonly answer: PresentPeople; readonly isNews: boolean };

/** A tab of this actor says how it is, and is told who else has the draft open. */
export async function noteTab(database: Database, input: HereInput, actor: Actor): Promise<Heard> {
  const { tab, state, selection } = input;
  return transact(database, async (tx) => {
    const { id: graphId } = await graphNamed(tx, input.name);
    if (state === "closed") {
      await removeTab(tx, graphId, tab);
      return { answer: { people: [], here: "", isAlone: true }, isNews: true };
    }
    const before = await presentTabs(tx, graphId);
    const others = before.filter((each) => each.tab !== tab);
    const isIdle = state === "idle";
    const who = whoIs(actor);
    // Another window of the same person counts: it may be killed, and then has to be missed.
    const isAlone = others.every((each) => each.isIdle);
    if (others.length < MAX_TABS) {
      const row = { graphId, tab, who, name: actor.name, selection, isIdle };
      await putTab(tx, row, isIdle ? IDLE_MS : isAlone ? ALONE_MS : AMONG_OTHERS_MS);
    }
    if (!isIdle && !isAlone) await askOtherTabs(tx, graphId, tab, AMONG_OTHERS_MS);
    await removeGoneTabs(tx, MAX_REMOVED);
    const people = peopleOf(await presentTabs(tx, graphId), who);
    return {
      answer: { people, here: await signOfPresence(tx, graphId), isAlone },
      isNews: before.find((each) => each.tab === tab)?.isIdle !== isIdle,
    };
  });
}

/** The same for each tab of one person. */
function whoIs(actor: Actor): string {
  if (actor.who === "person") return `person ${actor.id}`;
  return actor.who === "token" ? `token ${actor.id}` : actor.who;
}

/** Each person once, whoever asks first; `rows` in the order in which the tabs came. */
export function peopleOf(rows: readonly Omit<PresenceRow, "graphId">[], self: string): Present[] {
  const people = [...new Set(rows.map(({ who }) => who))].map((who): Present => {
    const theirs = rows.filter((row) => row.who === who);
    const shown = theirs.filter(({ isIdle }) => !isIdle);
    const latest = (shown.length > 0 ? shown : theirs).reduce((one, other) =>
      other.untilAt > one.untilAt ? other : one,
    );
    return {
      name: latest.name,
      isSelf: who === self,
      tabs: theirs.length,
      isIdle: shown.length === 0,
      selection: latest.selection,
    };
  });
  return people.toSorted((one, other) => Number(other.isSelf) - Number(one.isSelf)).slice(0, MAX_PRESENT);
}
