import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex, utf8ToBytes } from "@noble/hashes/utils.js";
import type { GraphContent, VertexSpec } from "../model/graph-content.ts";
import { canonicalJson } from "./canonical-json.ts";

/**
 * What a sealed graph is known by: `sha256:` and 64 hex digits over the canonical JSON of everything that decides what
 * runs, in normal form. Neither the graph's name nor the layout is part of it, so renaming a graph or moving its
 * vertices changes no digest. The order of vertices and of edges is part of it; the order of a vertex's inputs is not.
 */
export function digestOf(content: GraphContent): string {
  const { name: _name, vertices, ...rest } = content;
  return sha256Of({ ...rest, vertices: [...vertices] });
}

/** The digest of one vertex under its name: what a runner compares before it starts the vertex's script. */
export function vertexDigestOf(name: string, spec: VertexSpec): string {
  return sha256Of([name, spec]);
}

function sha256Of(value: unknown): string {
  return `sha256:${bytesToHex(sha256(utf8ToBytes(canonicalJson(value))))}`;
}
