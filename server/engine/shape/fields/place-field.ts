import * as z from "zod";
import { nearestNumber } from "../../json/exact-number.ts";
import { isJsonNumber } from "../../json/json.ts";
import { withFileForm } from "./file-form.ts";

/**
 * The largest coordinate of a vertex, in pixels from the canvas's origin: the largest graph, as a chain or a star, is laid
 * out well within it.
 */
export const MAX_COORDINATE = 10_000_000;

type Point = { readonly x: number; readonly y: number };

/** The place that a graph file can have which is the nearest: whole pixels within its limits. */
export function insideCanvas({ x, y }: Point): Point {
  const inside = (value: number) =>
    Math.round(Math.max(-MAX_COORDINATE, Math.min(MAX_COORDINATE, value))) + 0;
  return { x: inside(x), y: inside(y) };
}

const pixels = z.number().min(-MAX_COORDINATE).max(MAX_COORDINATE);
const coordinate = z.codec(
  z.codec(
    withFileForm(z.unknown(), () => pixels),
    pixels,
    {
      decode: (found) => (isJsonNumber(found) ? nearestNumber(found) : (found as number)),
      encode: (value) => value,
    },
  ),
  z.number(),
  // `+ 0` changes -0 to 0.
  { decode: (value) => Math.round(value) + 0, encode: (value) => value },
);

/** A place on the canvas: `[320, 0]` in files, x and y in the normal form. */
export const place = z.codec(z.tuple([coordinate, coordinate]), z.custom<Point>(), {
  decode: ([x, y]) => ({ x, y }),
  encode: ({ x, y }): [number, number] => [x, y],
});
