import { z } from "zod";
import type { Values } from "#engine/json/json.ts";
import { fields, graphName, plainText } from "../fields.ts";
import { namedValues, valuesByVertex } from "../values.ts";

/** How many shared presets a graph has at most, and how many own ones a person has of it. */
export const MAX_PRESETS = 100;
export const MAX_PRESET_NAME = 100;

const name = plainText.trim().normalize("NFC").min(1).max(MAX_PRESET_NAME);
/** Absent: the draft. */
const revision = z.int().min(1).optional();

export const listPresetsInput = fields({ graph: graphName });
/** `isShared` absent: one's own of this name, or else the shared one. Its values are judged by the params of `revision`. */
export const showPresetInput = fields({ graph: graphName, name, isShared: z.boolean().optional(), revision });
/** `edit`: the edit of the preset that is replaced; absent for a new one. */
export const savePresetInput = fields({
  graph: graphName,
  name,
  isShared: z.boolean(),
  revision,
  edit: z.int().min(1).optional(),
  params: namedValues.default({}),
  inputs: valuesByVertex.default({}),
});
/** `edit`: that which the caller saw; absent: whatever is there is deleted. */
export const deletePresetInput = fields({
  graph: graphName,
  name,
  isShared: z.boolean(),
  edit: z.int().min(1).optional(),
});

/** Values for launches of a graph, under a name. */
export type PresetSummary = {
  readonly name: string;
  /** False: it is one's own. */
  readonly isShared: boolean;
  readonly edit: number;
  readonly savedAt: Date;
  readonly savedBy: string;
};

/** A preset, judged by what a revision, or the draft, asks for. Names are as in words: `env`, `keep of back-up`. */
export type ShownPreset = PresetSummary & {
  /** Of what is asked for. */
  readonly params: Values;
  readonly inputs: Readonly<Record<string, Values>>;
  /** It has values for these, and they are not asked for. */
  readonly unknown: readonly string[];
  /** These are of the type secret now: their values are not told. */
  readonly secrets: readonly string[];
  /** Required params for which it has no value, and which have no default. */
  readonly missing: readonly string[];
};

/** `notKept`: values of the type secret, which no preset has. */
export type SavedPreset = PresetSummary & { readonly notKept: readonly string[] };
