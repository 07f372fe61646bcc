import { useState } from "react";

/**
 * What a text field needs whose text becomes part of the draft as soon as it fits. Text that does not fit stays in the
 * field with the reason, and the draft stays as it was.
 *
 * @param value what the draft says now.
 * @param commit puts the text into the draft, and gives why that could not be done.
 */
export function useDraftText(value: string, commit: (text: string) => string | null) {
  const [typed, setTyped] = useState<{ readonly text: string; readonly problem: string | null } | null>(null);
  return {
    value: typed?.text ?? value,
    error: typed?.problem ?? null,
    onChange: ({ target }: { target: { value: string } }) =>
      setTyped({ text: target.value, problem: commit(target.value) }),
    // From here on the draft's own form of it is shown: `600s` reads `10m`.
    onBlur: () => setTyped((now) => (now?.problem == null ? null : now)),
  };
}
