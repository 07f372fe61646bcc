import { useEffect, useEffectEvent } from "react";
import { isTyping } from "#components/ui/keys/is-typing.ts";
import { pressedKey } from "#components/ui/keys/pressed-key.ts";

/** The keys of the inbox, for its help. */
export const INBOX_KEYS: readonly (readonly [key: string, meaning: string])[] = [
  ["j", "Next prompt"],
  ["k", "Previous prompt"],
  ["a", "Approve, or send the answer"],
  ["r", "Reject"],
  ["e", "Go to the first field"],
  ["Esc", "Leave the field"],
  ["Ctrl Enter", "Approve or answer from within a field"],
  ["u", "Take back the answer that was given last"],
  ["?", "These keys"],
];

/** What each key does. */
type InboxKeys = Readonly<Partial<Record<string, (event: KeyboardEvent) => void>>>;

/** Does what the pressed key is for. While a person types, only Escape is a key of the inbox: it leaves the field. */
export function useInboxKeys(keys: InboxKeys): void {
  const press = useEffectEvent((event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.repeat) return;
    const key = pressedKey(event);
    if (key === null || (event.shiftKey && key !== "?")) return;
    if (isTyping(event) !== (key === "Escape")) return;
    keys[key]?.(event);
  });
  useEffect(() => {
    window.addEventListener("keydown", press);
    return () => window.removeEventListener("keydown", press);
  }, []);
}

/** The keys of a list of prompts, of which one is read. */
export function readingKeys(
  ids: readonly number[],
  chosen: number | null,
  choose: (id: number) => void,
): InboxKeys {
  const go = (step: number) => () => {
    const next = ids[ids.indexOf(chosen ?? 0) + step];
    if (next !== undefined) choose(next);
  };
  return {
    j: go(1),
    k: go(-1),
    a: () => pressButton("a"),
    r: () => pressButton("r"),
    e: goToField,
    Escape: leaveField,
  };
}

function goToField(event: KeyboardEvent): void {
  event.preventDefault();
  document.querySelector<HTMLElement>("#question :is(input, select, textarea)")?.focus();
}

/** A press of the button that stands there: one that is disabled does nothing, by a key neither. */
function pressButton(key: string): void {
  document.querySelector<HTMLElement>(`#question [data-key="${key}"]`)?.click();
}

/** The focus goes to the question, so that the next key is one of the inbox. */
function leaveField({ target }: Event): void {
  if (!(target instanceof HTMLElement) || target.closest("#question") === null) return;
  target.blur();
  document.querySelector<HTMLElement>("#question h2")?.focus();
}
