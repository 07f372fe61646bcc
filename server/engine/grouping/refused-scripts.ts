import type { VertexSpec } from "../model/graph-content.ts";
import { type LeftBehind, leftLines } from "../references/left-behind.ts";
import type { Border, Reason } from "./border.ts";

/** Variables whose value is another one in a child pipeline. */
const OF_PIPELINE = /SIGNALBOX_(?:PIPELINE(?:_NAME)?|GRAPH|DIGEST)(?![A-Za-z0-9_])/;
/** `next=` with something else than a name behind it: the numbers of vertices change. */
const NEXT_BY_NUMBER = /\bnext(?:<<|=["']?(?![\p{L}_"']))/u;

/** The lines by which a script may choose among the edges of its vertex. */
export function nextLines(name: string, { kind, script = "" }: VertexSpec): readonly LeftBehind[] {
  return kind === undefined ? leftLines(name, "script", script, (line) => /\bnext\b/.test(line)) : [];
}

/** Scripts that would find other values, or choose other vertices. */
export function refusedScripts({ content, inside, inner, entering, leaving }: Border): readonly Reason[] {
  const crossing = new Set([...entering, ...leaving].map(({ tail }) => tail));
  const tails = new Set([...content.edges].map(({ tail }) => tail));
  const innerTails = new Set(inner.map(({ tail }) => tail));
  return [...content.vertices].flatMap(([name, spec]): Reason[] => {
    if (spec.kind !== undefined) return [];
    const chosen = crossing.has(name) ? nextLines(name, spec) : [];
    const byNumber =
      chosen.length === 0 && (inside.has(name) ? innerTails : tails).has(name)
        ? leftLines(name, "script", spec.script ?? "", (line) => NEXT_BY_NUMBER.test(line))
        : [];
    const ofPipeline = inside.has(name)
      ? (["script", "revert"] as const).flatMap((field) =>
          leftLines(name, field, spec[field] ?? "", (line) => OF_PIPELINE.test(line)),
        )
      : [];
    return [
      ...said(chosen, "It may choose which edges are taken, and some of them lead across the border."),
      ...said(byNumber, "It may choose vertices by their numbers, and these change."),
      ...said(
        ofPipeline,
        "In the child it would be told of the child's pipeline. Read it as an input, such as one with `from: pipeline.id`.",
      ),
    ];
  });
}

function said(lines: readonly LeftBehind[], why: string): readonly Reason[] {
  return lines.map(({ text, vertices }) => ({ text: `${text}. ${why}`, vertices }));
}
