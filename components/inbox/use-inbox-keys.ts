import { useEffect, useEffectEvent } from "react";
import { isTyping } from "#components/canvas/is-typing.ts";
import { pressedKey } from "#components/ui/keys/pressed-key.ts";

type Keys = {
  /** The ids of the list, in its order. */
  readonly ids: readonly number[];
  readonly chosen: number | null;
  readonly choose: (id: number) => void;
  readonly undo: () => void;
  readonly showHelp: () => void;
};

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

/** The keys of the inbox. While a person types, only Escape is one of them: it leaves the field. */
export function useInboxKeys(keys: Keys): void {
  const press = useEffectEvent((event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.repeat) return;
    const key = pressedKey(event);
    if (event.shiftKey && key !== "?") return;
    if (isTyping(event)) {
      if (key === "Escape") leaveField(event);
      return;
    }
    const place = keys.ids.indexOf(keys.chosen ?? 0);
    if (key === "j" || key === "k") {
      const next = keys.ids[place + (key === "j" ? 1 : -1)];
      if (next !== undefined) keys.choose(next);
    } else if (key === "a" || key === "r") pressButton(key);
    else if (key === "u") keys.undo();
    else if (key === "?") keys.showHelp();
    else if (key === "e") {
      event.preventDefault();
      document.querySelector<HTMLElement>("#question :is(input, select, textarea)")?.focus();
    }
  });
  useEffect(() => {
    window.addEventListener("keydown", press);
    return () => window.removeEventListener("keydown", press);
  }, []);
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
