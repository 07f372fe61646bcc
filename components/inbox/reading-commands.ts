import type { CommandState, Commands } from "#components/commands/command-registry.ts";
import type { Listed } from "./use-inbox-list.ts";

/**
 * The actions of a list of prompts, of which one is read.
 *
 * @param loadMore asks for the next page; null where there is none.
 */
export function readingCommands(
  ids: readonly number[],
  chosen: number | null,
  choose: (id: number) => void,
  loadMore: Listed["loadMore"],
): Commands {
  const go = (step: number): CommandState => {
    const next = ids[ids.indexOf(chosen ?? 0) + step];
    return next === undefined
      ? { run: () => undefined, refused: "There is no other prompt." }
      : { run: () => choose(next) };
  };
  const goOn = async () => {
    const all = (await loadMore?.()) ?? [];
    const next = all[all.findIndex(({ id }) => id === chosen) + 1];
    if (next !== undefined) choose(next.id);
  };
  const isAtEnd = ids.length > 0 && ids.at(-1) === chosen;
  return {
    "next-prompt": isAtEnd && loadMore !== null ? { run: () => void goOn() } : go(1),
    "previous-prompt": go(-1),
    approve: pressOf("a"),
    reject: pressOf("r"),
    "first-field": () =>
      document.querySelector<HTMLElement>("#question :is(input, select, textarea)")?.focus(),
    "leave-field": leaveField,
    "send-from-field": { run: null },
  };
}

/** A press of the button that stands there: one that is disabled does nothing, by a key neither. */
function pressOf(key: string): CommandState {
  const button = document.querySelector<HTMLElement>(`#question [data-key="${key}"]`);
  return {
    run: () => button?.click(),
    refused: button === null ? "The prompt that is open has no such button." : null,
  };
}

/** The focus goes to the question, so that the next key is one of the inbox. Elsewhere Escape is left to the page. */
function leaveField(event?: KeyboardEvent): boolean {
  const target = event?.target ?? document.activeElement;
  if (!(target instanceof HTMLElement) || target.closest("#question") === null) return false;
  if (target.closest("[role='dialog'], [role='menu'], [role='listbox']") !== null) return false;
  target.blur();
  document.querySelector<HTMLElement>("#question h2")?.focus();
  return true;
}
