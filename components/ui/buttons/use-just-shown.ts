import { useEffect, useState } from "react";

/** So long a person who presses may not have seen what has come under the mouse. */
const UNSEEN_MS = 500;

/**
 * True for a moment after something came by itself, or became something else: who presses there meant what was there before. A
 * button that changes a lot does nothing then.
 *
 * @param shown the same as long as the button does the same.
 */
export function useJustShown(shown: unknown): boolean {
  const [seen, setSeen] = useState<{ readonly shown: unknown } | null>(null);
  useEffect(() => {
    const timer = setTimeout(() => setSeen({ shown }), UNSEEN_MS);
    return () => clearTimeout(timer);
  }, [shown]);
  return seen === null || seen.shown !== shown;
}
