import type { VertexSpec } from "../model/graph-content.ts";
import { type LeftBehind, leftLines } from "../references/left-behind.ts";
import type { Border, Reason } from "./border/border.ts";
import { nextLines } from "./border/choosers.ts";

/** Variables whose value is another one in a child pipeline. */
const OF_PIPELINE = /SIGNALBOX_(?:PIPELINE(?:_NAME)?|GRAPH|DIGEST)(?![A-Za-z0-9_])/;
/**
 * `next=` with something else than names behind it: the numbers of vertices change. First, behind any comma, or as the value of
 * a variable anywhere in the list.
 */
const NEXT_BY_NUMBER = /\bnext(?:<<|=["']?(?![\p{L}_"'])|=[^>;|&=]*(?:,["'\s]*[^\p{L}_"'\s]|[$`{%+]))/u;
/**
 * `next` as a word of its own that is put before the `=` elsewhere: quoted, given to a variable, or an argument of `printf`.
 * Such a word is common, so it counts only in a script that names the file of its outputs.
 */
const NEXT_AS_WORD = /(["'])next(?:\1|\\n)|=\s*next(?![\w=(])|\bprintf\b.*\snext(?![\w=])/;

/** The lines of a vertex's scripts that are told of their pipeline: it is another one in a child graph. */
export function pipelineLines(name: string, spec: VertexSpec): readonly LeftBehind[] {
  return (["script", "revert"] as const).flatMap((field) =>
    leftLines(name, field, spec[field] ?? "", (line) => OF_PIPELINE.test(line), true),
  );
}

/** Scripts that would find other values, or choose other vertices. */
export function refusedScripts({ content, inside, inner, entering, leaving }: Border): readonly Reason[] {
  const crossing = new Set([...entering, ...leaving].map(({ tail }) => tail));
  const tails = new Set([...content.edges].map(({ tail }) => tail));
  const innerTails = new Set(inner.map(({ tail }) => tail));
  return [...content.vertices].flatMap(([name, spec]): Reason[] => {
    if (spec.kind !== undefined) return [];
    const { script = "" } = spec;
    const isWriting = script.includes("SIGNALBOX_OUTPUT");
    const chosen = crossing.has(name) ? nextLines(name, spec) : [];
    const byNumber =
      chosen.length === 0 && (inside.has(name) ? innerTails : tails).has(name)
        ? leftLines(
            name,
            "script",
            script,
            (line) => NEXT_BY_NUMBER.test(line) || (isWriting && NEXT_AS_WORD.test(line)),
          )
        : [];
    const ofPipeline = inside.has(name) ? pipelineLines(name, spec) : [];
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

/** Transfers: how far one has read is kept for its graph and the name of its vertex, and its dead letters name both. */
export function refusedTransfers({ content, inside }: Border): readonly Reason[] {
  return [...inside].flatMap((name): Reason[] =>
    content.vertices.get(name)?.kind === "transfer"
      ? [
          {
            text: `${name} is a transfer: how far it has read is kept for this graph and the name ${name}. In a child graph it would begin anew. Leave it out.`,
            vertices: [name],
          },
        ]
      : [],
  );
}

function said(lines: readonly LeftBehind[], why: string): readonly Reason[] {
  return lines.map(({ text, vertices }) => ({ text: `${text}. ${why}`, vertices }));
}
