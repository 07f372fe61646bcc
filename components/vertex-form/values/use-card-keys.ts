import { useState } from "react";
import { firstCardKeys, nextCardKeys } from "./card-keys.ts";

/**
 * The key of the card of each input or output: the same one where it was renamed, or others before it were added or removed, by
 * oneself or by somebody else. Then the focus, the cursor and what is typed stay with it.
 *
 * @param specs the same object as long as none of them changes.
 */
export function useCardKeys(specs: Readonly<Record<string, unknown>>): ReadonlyMap<string, number> {
  const [shown, setShown] = useState(() => firstCardKeys(specs));
  if (shown.specs === specs || (shown.keys.size === 0 && Object.keys(specs).length === 0)) return shown.keys;
  const next = nextCardKeys(shown, specs);
  setShown(next);
  return next.keys;
}
