import { useEffect } from "react";
import { isTyping } from "#components/canvas/is-typing.ts";
import { pressedKey } from "#components/ui/keys/pressed-key.ts";
import type { PromptView } from "#contract/prompts.ts";

/** `j` and `k` go through the list, `e` goes to the form. They do nothing while a person types. */
export function useInboxKeys(
  prompts: readonly PromptView[],
  chosen: number | null,
  choose: (id: number) => void,
): void {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (isTyping(event) || event.ctrlKey || event.metaKey || event.altKey) return;
      const place = prompts.findIndex(({ id }) => id === chosen);
      const key = pressedKey(event);
      const step = key === "j" ? 1 : key === "k" ? -1 : 0;
      const next = step === 0 ? undefined : prompts[place + step];
      if (next !== undefined) choose(next.id);
      if (key === "e") {
        event.preventDefault();
        document.querySelector<HTMLElement>("#question :is(input, select, textarea)")?.focus();
      }
    };
    window.addEventListener("keydown", onKeyDown);
    return () => window.removeEventListener("keydown", onKeyDown);
  }, [prompts, chosen, choose]);
}
