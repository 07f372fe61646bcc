import { useDraft } from "./draft-context.ts";
import type { Found } from "./draft-store.ts";

/** What was found in a script of a vertex; null where that is elsewhere. */
export function useFound(vertex: string, field: "script" | "revert"): Found | null {
  return useDraft(({ found }) => (found?.vertex === vertex && found.field === field ? found : null));
}
