import type { GraphFile } from "#engine/model/graph-content.ts";
import { withFramesShown } from "../layout/collapsed-file.ts";

/** A draft as this page shows it: with the collapsed frames open of which somebody was shown what is in them. */
export function viewedDraft(draft: GraphFile, openedFrames: ReadonlySet<string>): GraphFile {
  return withFramesShown(draft, new Map([...openedFrames].map((name) => [name, false])));
}
