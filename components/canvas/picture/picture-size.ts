import type { GraphFile } from "#engine/model/graph-content.ts";
import { CARD_HEIGHT, CARD_WIDTH } from "../layout/card-size.ts";
import { type CollapsedFile, collapsedFile } from "../layout/collapsed-file.ts";
import { inLane, laneOf } from "../layout/final-lane.ts";
import { directionOf } from "../layout/tidy.ts";
import { annotationBoxes } from "./picture-annotations.tsx";

const MARGIN = 32;
/** Browsers draw no larger picture, on either side and as a whole. */
const MAX_SIDE = 8_192;
const MAX_PIXELS = 40_000_000;

/** What of the canvas is in the picture. */
export type PictureBox = {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
};

/** A file as a picture shows it: final steps in their lane, each collapsed frame as one card. */
export function pictureFile(file: GraphFile): CollapsedFile {
  return collapsedFile(inLane(file, directionOf(file)));
}

/** The box around everything of a file that `pictureFile` gave. */
export function pictureBox(file: GraphFile): PictureBox {
  const lane = laneOf(file);
  const boxes = [
    ...[...file.layout]
      .filter(([name]) => file.content.vertices.has(name))
      .map(([, { x, y }]) => ({ x, y, width: CARD_WIDTH, height: CARD_HEIGHT })),
    ...(lane === null ? [] : [lane]),
    ...annotationBoxes(file),
  ];
  if (boxes.length === 0) return { x: 0, y: 0, width: CARD_WIDTH, height: CARD_HEIGHT };
  const [left, top, right, bottom] = boxes.reduce(
    ([x1, y1, x2, y2], { x, y, width, height }) => [
      Math.min(x1, x),
      Math.min(y1, y),
      Math.max(x2, x + width),
      Math.max(y2, y + height),
    ],
    [
      Number.POSITIVE_INFINITY,
      Number.POSITIVE_INFINITY,
      Number.NEGATIVE_INFINITY,
      Number.NEGATIVE_INFINITY,
    ] as const,
  ) as [number, number, number, number];
  return {
    x: left - MARGIN,
    y: top - MARGIN,
    width: right - left + 2 * MARGIN,
    height: bottom - top + 2 * MARGIN,
  };
}

/** How many pixels a PNG has for one of the canvas: two, or as many as fit. */
export function pictureScale({ width, height }: Pick<PictureBox, "width" | "height">): number {
  return Math.min(2, MAX_SIDE / Math.max(width, height), Math.sqrt(MAX_PIXELS / (width * height)));
}
