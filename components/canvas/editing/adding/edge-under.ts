import type { EdgeEnds, Point } from "#components/draft/edits/edit.ts";
import type { GraphFile } from "#engine/model/graph-content.ts";
import { curveOf, wayToCurve } from "../../far/far-cards.ts";
import { CARD_HEIGHT } from "../../layout/card-size.ts";
import { collapsedFile } from "../../layout/collapsed-file.ts";
import { directionOf } from "../../layout/tidy.ts";

/** So far beside an edge it is pointed at. */
const NEAR = 24;
/** A card is on an edge that goes through it, but for the margin of its longer sides. */
const NEAR_CARD = CARD_HEIGHT / 2 - 5;

/**
 * The edge of the draft that is drawn nearest to a point of the canvas; null where there is none near. An edge to or from a
 * collapsed frame stands for others, and is none.
 *
 * @param dropped the vertex whose card has its middle there; null: the pointer is there.
 */
export function edgeUnder(draft: GraphFile, point: Point, dropped: string | null = null): EdgeEnds | null {
  const near = dropped === null ? NEAR : NEAR_CARD;
  const { file } = collapsedFile(draft);
  const direction = directionOf(draft);
  let [best, least]: [EdgeEnds | null, number] = [null, Number.POSITIVE_INFINITY];
  for (const { tail, head } of file.content.edges) {
    if (tail === dropped || head === dropped) continue;
    if (!draft.content.vertices.has(tail) || !draft.content.vertices.has(head)) continue;
    const [from, to] = [file.layout.get(tail), file.layout.get(head)];
    if (from === undefined || to === undefined) continue;
    const way = wayToCurve(curveOf(from, to, direction), point, near);
    if (way < least) [best, least] = [{ tail, head }, way];
  }
  return best;
}
