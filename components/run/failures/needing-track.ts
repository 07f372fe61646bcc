import type { TrackView } from "#contract/pipelines/pipelines.ts";
import { rootCauses } from "./root-causes.ts";

/** In the order in which the head of a run names what needs a person. A failure stands between the two halves. */
const BEFORE_FAILURES: readonly ((track: TrackView) => boolean)[] = [
  ({ state }) => state === "prompting",
  ({ state }) => state === "lost",
];
const AFTER_FAILURES: readonly ((track: TrackView) => boolean)[] = [
  ({ state, sleep }) => state === "sleeping" && sleep === "break",
  ({ state, sleep }) => state === "sleeping" && sleep === "undo",
  ({ state, sleep, isPersonNeededBelow }) => state === "sleeping" && sleep === "child" && isPersonNeededBelow,
];

/** The track that what needs a person in a run leads to: the first of what is named first. Null where no track does. */
export function needingTrack(tracks: readonly TrackView[]): string | null {
  const firstOf = (needs: readonly ((track: TrackView) => boolean)[]) =>
    needs.map((does) => tracks.find(does)).find((track) => track !== undefined);
  const found = firstOf(BEFORE_FAILURES) ?? rootCauses(tracks)[0]?.track ?? firstOf(AFTER_FAILURES);
  return found?.vertex ?? null;
}
