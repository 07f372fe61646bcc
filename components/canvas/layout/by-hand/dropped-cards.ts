import type { Point } from "#components/draft/edits/edit.ts";
import type { GraphFile } from "#engine/model/graph-content.ts";
import { CARD_HEIGHT, CARD_WIDTH } from "../card-size.ts";
import { type Box, frameBoxes } from "../frame-boxes.ts";

/** A card may be moved so far over the side of its frame, which then grows. Farther out it leaves the frame. */
export const LEAVE_DISTANCE = 60;

/**
 * Which frames cards are in after they were dropped at these places: the name of the frame, or null for none. Cards that stay
 * where they are, in a frame or not, are left out. The vertices of a frame that are all moved take it with them.
 */
export function droppedCards(
  file: GraphFile,
  places: ReadonlyMap<string, Point>,
): ReadonlyMap<string, string | null> {
  const frames = file.annotations?.frames;
  if (frames === undefined || frames.size === 0) return new Map();
  const before = frameBoxes(file);
  const frameOf = new Map(
    [...frames].flatMap(([name, { vertices }]) => vertices.map((each) => [each, name] as const)),
  );
  // Where a frame is without the cards that are moved.
  const still = new Map([...file.layout].filter(([name]) => !places.has(name)));
  const boxes = frameBoxes({ ...file, layout: still });
  const changes = new Map<string, string | null>();
  for (const [name, place] of places) {
    if (!file.content.vertices.has(name) || file.content.vertices.get(name)?.final !== undefined) continue;
    const middle = { x: place.x + CARD_WIDTH / 2, y: place.y + CARD_HEIGHT / 2 };
    const own = frameOf.get(name);
    const target = [...boxes].find(([frame, box]) => frame !== own && isIn(middle, box, 0))?.[0];
    if (own === undefined) {
      if (target !== undefined) changes.set(name, target);
      continue;
    }
    const box = before.get(own);
    const goesWithFrame = !boxes.has(own);
    if (box === undefined || goesWithFrame || isIn(middle, box, LEAVE_DISTANCE)) continue;
    changes.set(name, target ?? null);
  }
  return changes;
}

function isIn({ x, y }: Point, box: Box, more: number): boolean {
  return (
    x >= box.x - more && x <= box.x + box.width + more && y >= box.y - more && y <= box.y + box.height + more
  );
}
