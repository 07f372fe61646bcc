import { type KeyboardEvent, useState } from "react";
import { useDraft } from "./draft-context.ts";
import { historyKey } from "./history-key.ts";

/**
 * What a text field needs whose text becomes part of the draft as soon as it fits. Text that does not fit stays in the
 * field with the reason, and the draft stays as it was.
 *
 * @param value what the draft says now.
 * @param commit puts the text into the draft, and gives why that could not be done.
 */
export function useDraftText(value: string, commit: (text: string) => string | null) {
  const jumps = useDraft((state) => state.jumps);
  const [typed, setTyped] = useState<Typed | null>(null);
  const [seen, setSeen] = useState({ value, jumps });
  // After an undo, or a change of somebody else, what was typed may be no longer what the draft says. A change elsewhere in
  // the draft leaves it as it is: `600s` does not become `10m` while a person types.
  const isJumped = seen.jumps !== jumps && seen.value !== value && typed?.problem === null;
  if (seen.jumps !== jumps || seen.value !== value) setSeen({ value, jumps });
  if (isJumped) setTyped(null);
  const shown = isJumped ? null : typed;
  return {
    value: shown?.text ?? value,
    error: shown?.problem ?? null,
    onChange: ({ target }: { target: { value: string } }) => {
      const problem = commit(target.value);
      setTyped({ text: target.value, problem });
    },
    // What is not in the draft is no step of it: it is taken back first.
    onKeyDown: (event: KeyboardEvent) => {
      if (historyKey(event) !== "undo" || shown?.problem == null) return;
      event.preventDefault();
      event.stopPropagation();
      setTyped(null);
    },
    // From here on the draft's own form of it is shown: `600s` reads `10m`.
    onBlur: () => setTyped((now) => (now?.problem == null ? null : now)),
  };
}

type Typed = { readonly text: string; readonly problem: string | null };
