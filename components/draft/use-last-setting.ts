import { useEffect, useRef } from "react";

/**
 * Remembers what a setting said before its field was emptied. A field is empty for a moment while a person types something else,
 * and the draft has no such setting then: the next letter brings back what else it said.
 *
 * @param setting what the draft says now; undefined: nothing.
 * @returns gives the setting of the draft, or else the last one that it had while this form is shown.
 */
export function useLastSetting<Setting>(setting: Setting | undefined): () => Setting | undefined {
  const last = useRef(setting);
  useEffect(() => {
    if (setting !== undefined) last.current = setting;
  }, [setting]);
  return () => setting ?? last.current;
}
