import { useEffect, useEffectEvent } from "react";
import { isTyping } from "#components/ui/keys/is-typing.ts";
import { pressedKey } from "#components/ui/keys/pressed-key.ts";
import { useFit } from "./view/use-fit.ts";

/** `1` shows everything, `2` what is selected, unless a person types or a dialog is open. */
export function useFitKeys(selected: ReadonlySet<string>): void {
  const showCards = useFit();
  const onKeyDown = useEffectEvent((event: KeyboardEvent) => {
    if (isTyping(event) || event.ctrlKey || event.metaKey || event.altKey) return;
    const key = pressedKey(event);
    if (key === "1") showCards({ isSmooth: true });
    else if (key === "2" && selected.size > 0) showCards({ ids: selected, isSmooth: true });
  });
  useEffect(() => {
    const listener = (event: KeyboardEvent) => onKeyDown(event);
    window.addEventListener("keydown", listener);
    return () => window.removeEventListener("keydown", listener);
  }, []);
}
