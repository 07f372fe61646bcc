import { type KeyboardEvent, useEffectEvent, useLayoutEffect, useRef, useState } from "react";
import { pressedKey } from "#components/ui/keys/pressed-key.ts";
import { historyKey } from "./history-key.ts";

/**
 * The same for text that is put into the draft only when the field is left or Enter is pressed, such as names, whose
 * beginnings are other names. Where the field or the page goes away first, it is put into the draft, too.
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
  const left = useRef<string | null>(null);
  const leave = () => {
    if (typed === null || problem !== null) return;
    left.current = typed;
    if (typed === value || settle(typed) === null) setTyped(null);
  };
  // A field that goes away, with its page or alone, is not told that the focus leaves it. It is in time before the page around
  // it, which ends what saves the draft, is told by its effects.
  const goAway = useEffectEvent(() => {
    if (typed !== left.current) leave();
  });
  useLayoutEffect(() => {
    const hide = () => goAway();
    // Before the draft is saved and kept for the last time.
    window.addEventListener("pagehide", hide, { capture: true });
    return () => {
      window.removeEventListener("pagehide", hide, { capture: true });
      goAway();
    };
  }, []);
  return {
    value: typed ?? value,
    error: problem,
    onChange: ({ target }: { target: { value: string } }) => {
      left.current = null;
      setTyped(target.value);
    },
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
