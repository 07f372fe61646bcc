import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex, utf8ToBytes } from "@noble/hashes/utils.js";
import type { GraphContent, VertexSpec } from "../model/graph-content.ts";
import { canonicalJson } from "./canonical-json.ts";

/**
 * The digest of a graph: `sha256:` and the SHA-256 of the canonical JSON of its normal form, in 64 hex digits. The name
 * and the layout are not part of it, so renaming a graph or moving its vertices does not change the digest. The order of
 * vertices and edges is part of it; the order of a vertex's inputs is not.
 */
export function digestOf(content: GraphContent): string {
  const { name: _name, vertices, ...rest } = content;
  return sha256Of({ ...rest, vertices: [...vertices] });
}

/** The digest of one vertex with its name. A runner compares it before it starts the vertex's script. */
export function vertexDigestOf(name: string, spec: VertexSpec): string {
  return sha256Of([name, spec]);
}

function sha256Of(value: unknown): string {
  return `sha256:${bytesToHex(sha256(utf8ToBytes(canonicalJson(value))))}`;
}
