import type { ComponentType } from "react";
import type { VertexField } from "#engine/kinds/kind/kind.ts";
import type { VertexSpec } from "#engine/model/graph-content.ts";

/** The sections of a vertex's form, in their order. The first is the kind's own: its label comes from the kind. */
export const SECTION_LABELS = {
  first: "Settings",
  inputs: "Inputs",
  outputs: "Outputs",
  failure: "When it fails",
  runs: "Runs on",
  advanced: "Advanced",
} as const;

/** What is in a section, for its header while nothing is set in it. */
export const SECTION_CONTENTS: Readonly<Partial<Record<SectionId, string>>> = {
  failure: "time limit, retries, undo",
  runs: "runners, locks, priority",
  advanced: "joins, for each, repeat",
};

export type SectionId = keyof typeof SECTION_LABELS;

export const SECTION_IDS = Object.keys(SECTION_LABELS) as readonly SectionId[];

/** One setting of a vertex: a field, or a few fields that make sense only together. */
export type Setting = {
  readonly id: string;
  /** What the command list calls it. */
  readonly label: string;
  readonly section: SectionId;
  /** The fields of the vertex that it shows. A kind that has the first of them has the setting. */
  readonly fields: readonly [VertexField, ...VertexField[]];
  /** Its labels and other words by which people look for it. */
  readonly words: string;
  /** What is set, in few words for the header of its section; null where it is as it is without a word in the file. */
  readonly says: (spec: VertexSpec) => string | null;
  /** For a setting that not every vertex of its kinds has. */
  readonly isOffered?: (spec: VertexSpec) => boolean;
  readonly Form: ComponentType<{ readonly name: string }>;
};
