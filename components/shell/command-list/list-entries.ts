import { commandsNow, type Target, targetsNow } from "#components/commands/command-registry.ts";
import { COMMANDS, type CommandId, PLACE_NAMES } from "#components/commands/command-table.ts";
import { fitting } from "#components/commands/match-text.ts";
import { PAGES } from "../pages/all-pages.ts";
import { type Recent, readRecent } from "./recent.ts";

/** One entry of the command list. */
export type Entry = {
  readonly id: string;
  readonly text: string;
  /** Where it is, in small letters beside it. */
  readonly note: string;
  readonly words?: string;
  readonly keys?: string;
  readonly refused?: string | null;
  /** Where it leads; or else what it does. */
  readonly href?: string;
  readonly command?: CommandId;
  readonly target?: Target;
};

/** More entries nobody reads: who does not find it types another letter. */
const MAX_SHOWN = 40;

/** What can be chosen on the open page without asking the server. What was chosen last comes first. */
export function localEntries(person: string | null): readonly Entry[] {
  const actions = [...commandsNow()].flatMap(([id, { run, refused = null }]): readonly Entry[] => {
    if (run === null || id === "command-list") return [];
    const { label, place, keys = [], words = "" } = COMMANDS[id];
    return [
      {
        id: `action ${id}`,
        text: label,
        note: PLACE_NAMES[place],
        words,
        refused,
        command: id,
        ...(keys[0] !== undefined && { keys: keys[0] }),
      },
    ];
  });
  const pages = PAGES.map(
    ({ href, label, words = "" }): Entry => ({ id: `page ${href}`, text: label, note: "Page", words, href }),
  );
  const targets = targetsNow().map((target): Entry => {
    const { id, text, note, words = "" } = target;
    return { id, text, note, words, target };
  });
  const all = new Map([...actions, ...pages, ...targets].map((entry) => [entry.id, entry]));
  const recent = readRecent(person).flatMap((each) => all.get(each.id) ?? pageOf(each));
  return [...new Map([...recent, ...all.values()].map((entry) => [entry.id, entry])).values()];
}

/** A graph or a pipeline that was chosen before; an action of another page is none of this one. */
function pageOf({ id, text, href }: Recent): readonly Entry[] {
  return href === null ? [] : [{ id, text, note: id.split(" ")[0] === "graph" ? "Graph" : "Pipeline", href }];
}

/** Those that fit what is typed, best first. */
export function fittingEntries(entries: readonly Entry[], typed: string): readonly Entry[] {
  return fitting(entries, typed, ({ text, words = "", note }) => [text, `${words} ${note}`]).slice(
    0,
    MAX_SHOWN,
  );
}
