import type { Json } from "../json/json.ts";

/**
 * A part of a graph file, as a program has it: an object holds fields of the file, a Map the names of a person or a value
 * of type JSON.
 */
export type FilePart = Json | readonly FilePart[] | FileFields | ReadonlyMap<string, FilePart>;

/** Fields of a graph file: `{ script: "echo A", timeout: "10m" }`. */
export type FileFields = { readonly [field: string]: FilePart };
