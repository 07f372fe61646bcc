import * as z from "zod";
import { nearestNumber } from "../../json/exact-number.ts";
import { isJsonNumber } from "../../json/json.ts";
import { withFileForm } from "./file-form.ts";

/** The largest coordinate of a vertex, in pixels from the canvas's origin. A vertex farther out would be hard to find. */
export const MAX_COORDINATE = 1_000_000;

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
export const place = z.codec(
  z.tuple([coordinate, coordinate]),
  z.custom<{ readonly x: number; readonly y: number }>(),
  { decode: ([x, y]) => ({ x, y }), encode: ({ x, y }): [number, number] => [x, y] },
);
