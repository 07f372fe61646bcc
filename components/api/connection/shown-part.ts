import type { ComponentType } from "react";
import { isPartMissing, loadPart } from "./load-part.ts";
import { NewerVersion } from "./newer-version.tsx";

/**
 * Loads a component that a page needs only later. Where the server answers and no longer has it, which a newer version of the
 * program has not, the component says so in its place, and the rest of the page stays.
 *
 * @param load imports the component.
 * @param Missing what says so in its place: for a dialog a dialog, which is over the page and can be closed.
 * @throws every other error of `load`.
 */
export async function shownPart<Props>(
  load: () => Promise<ComponentType<Props>>,
  Missing: ComponentType<Props> = NewerVersion,
): Promise<ComponentType<Props>> {
  try {
    return await loadPart(load);
  } catch (error) {
    if (isPartMissing(error)) return Missing;
    throw error;
  }
}
