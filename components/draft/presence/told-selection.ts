import { MAX_TOLD_VERTICES, type ToldSelection } from "#contract/presence.ts";
import type { DraftStore } from "../draft-store.ts";
import { edgeOf } from "../edits/edit.ts";

/** Somebody who has not typed for so long does not type any more. */
const TYPING_MS = 10_000;

/** What others are told of what is selected in this editor, at a time in milliseconds. */
export function toldSelection({ selection, draft }: DraftStore, now: number): ToldSelection {
  const vertices = [...selection.vertices].slice(0, MAX_TOLD_VERTICES);
  const [vertex] = vertices;
  const isOne = vertices.length === 1 && selection.edges.size === 0;
  const [id] = selection.edges;
  const isEdge = vertices.length === 0 && selection.edges.size === 1 && id !== undefined;
  return {
    vertices,
    edge: isEdge ? edgeOf(id) : null,
    field: isOne && vertex !== undefined ? typedField(draft.typing, vertex, now) : null,
  };
}

function typedField(typing: DraftStore["draft"]["typing"], vertex: string, now: number): string | null {
  const of = ` of ${vertex}`;
  if (typing === null || now - typing.at > TYPING_MS || !typing.field.endsWith(of)) return null;
  return typing.field.slice(0, -of.length).slice(0, 100);
}
