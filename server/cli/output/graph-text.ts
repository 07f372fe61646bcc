import { z } from "zod";
import type { GraphView } from "#contract/graphs/graphs.ts";
import type { CommandContext } from "../command/command-context.ts";
import { shownText } from "../text/shown-text.ts";
import { timeText } from "../text/time-text.ts";
import { edgeWords } from "./edge-words.ts";
import { findingCount } from "./finding-lines.ts";
import { shortDigest } from "./pipeline-text.ts";

const names = z.map(z.string(), z.unknown()).default(new Map());

/** The part of a graph file that is shown. */
const shownFile = z.object({
  description: z.string().optional(),
  params: names,
  vertices: z.map(
    z.string(),
    z.object({
      kind: z.string().default("script"),
      final: z.string().optional(),
      description: z.string().default(""),
      inputs: names,
    }),
  ),
  edges: z.array(
    z.union([
      z.string(),
      z
        .object({
          tail: z.string(),
          head: z.string(),
          when: z.string().optional(),
          default: z.boolean().optional(),
          rescue: z.boolean().optional(),
          after: z.string().optional(),
        })
        .transform(
          (edge) =>
            `${edge.tail} -> ${edge.head}  ${edge.after === undefined ? "when " : ""}${edgeWords(edge)}`,
        ),
    ]),
  ),
});

/** A draft or a revision, for people. */
export function graphText(context: CommandContext, view: GraphView): string {
  const file = shownFile.parse(view.file);
  const what = view.revision === null ? `draft, edit ${view.edit}` : `revision ${view.revision}`;
  const head: readonly (readonly [string, string])[] = [
    ["Graph", `${view.name} (${what})`],
    ...(file.description === undefined ? [] : [["About", shownText(file.description)] as const]),
    ["Digest", view.digest],
    ["Saved", `${timeText(view.savedAt)} by ${shownText(view.savedBy)}`],
    ["Check", findingCount(view.findings)],
    ...sealedLines(view),
    ...[...file.params.keys()].map((name) => ["Param", name] as const),
  ];
  const vertices = [...file.vertices].map(([name, { kind, final, inputs, description }]) => [
    name,
    final === undefined ? kind : `${kind}, final step: ${final}`,
    [...inputs.keys()].join(", ") || "-",
    description,
  ]);
  const revisions = view.revisions.map(({ number, digest, sealedAt, sealedBy, isRetired }) => [
    `@${number}${isRetired ? " (retired)" : ""}`,
    shortDigest(digest),
    timeText(sealedAt),
    sealedBy,
  ]);
  return [
    head.map(([word, text]) => `${word.padEnd(8)}${text}\n`).join(""),
    context.table(["VERTEX", "KIND", "INPUTS", "DESCRIPTION"], vertices),
    file.edges.length === 0 ? "No edges.\n" : file.edges.map((edge) => `${shownText(edge)}\n`).join(""),
    revisions.length === 0
      ? "Not sealed yet.\n"
      : context.table(["REVISION", "DIGEST", "SEALED", "BY"], revisions) + moreRevisions(view),
  ].join("\n");
}

/** Where the older revisions are listed; nothing where all are shown. */
function moreRevisions({ name, revisions }: GraphView): string {
  const oldest = revisions.at(-1)?.number ?? 1;
  return oldest === 1 ? "" : `More: graph revisions ${name}@${oldest}\n`;
}

/** What is known of a sealed revision besides its content. */
function sealedLines({ sealed }: GraphView): (readonly [string, string])[] {
  if (sealed === null) return [];
  const { note, warnings, retired } = sealed;
  const retiredText =
    retired === null
      ? ""
      : `${timeText(retired.at)} by ${shownText(retired.by)}: ${shownText(retired.reason)}`;
  return [
    ...(note === null ? [] : [["Note", shownText(note)] as const]),
    ...(retired === null ? [] : [["Retired", retiredText] as const]),
    ...warnings.map(
      ({ code, text, reason }) =>
        [
          "Warned",
          `${code}: ${shownText(text)} Reason: ${reason === null ? "none was given" : shownText(reason)}`,
        ] as const,
    ),
  ];
}
