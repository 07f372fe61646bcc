import { type KeyboardEvent, useState } from "react";
import { pressedKey } from "#components/ui/keys/pressed-key.ts";
import { historyKey } from "./history-key.ts";

/**
 * The same for text that is put into the draft only when the field is left or Enter is pressed, such as names, whose
 * beginnings are other names.
 *
 * @param problemOf why the text would not do, shown while it is typed.
 * @param settle puts it into the draft, and gives why that could not be done.
 */
export function useSettledText(
  value: string,
  problemOf: (text: string) => string | null,
  settle: (text: string) => string | null,
) {
  const [typed, setTyped] = useState<string | null>(null);
  const problem = typed === null || typed === value ? null : problemOf(typed);
  const leave = () => {
    if (typed === null || problem !== null) return;
    if (typed === value || settle(typed) === null) setTyped(null);
  };
  return {
    value: typed ?? value,
    error: problem,
    onChange: ({ target }: { target: { value: string } }) => setTyped(target.value),
    onBlur: leave,
    onKeyDown: (event: KeyboardEvent) => {
      const key = pressedKey(event);
      if (key === "Enter") leave();
      else if (typed !== null && (key === "Escape" || historyKey(event) === "undo")) {
        event.stopPropagation();
        event.preventDefault();
        setTyped(null);
      }
    },
  };
}
