import * as z from "zod";
import { type Json, jsonFrom } from "../../json/json.ts";

/** Any JSON value; `untrustedValueProblem` has checked it before. */
export const json = z.codec(z.unknown(), z.custom<Json>(), { decode: jsonFrom, encode: (value) => value });
