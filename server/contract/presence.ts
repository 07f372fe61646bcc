import { z } from "zod";
import { fields, graphName, plainText, vertexName } from "./fields.ts";

/** Of more selected vertices only the first ones are told. */
export const MAX_TOLD_VERTICES = 20;
/** More people in one graph are not listed. */
export const MAX_PRESENT = 50;

/** How a tab that has a draft open is: shown, hidden, or closed. */
const tabState = z.enum(["active", "idle", "closed"]);

const selection = fields({
  vertices: z.array(vertexName).max(MAX_TOLD_VERTICES),
  edge: fields({ tail: vertexName, head: vertexName }).nullable(),
  /** The field of the one vertex in which somebody types, such as `script`. */
  field: plainText.max(100).nullable(),
});

/** A tab says how it is, and what is selected in it. */
export const hereInput = fields({
  name: graphName,
  tab: z.uuid(),
  state: tabState,
  selection,
});

export type HereInput = z.output<typeof hereInput>;

/** What is selected in a tab. */
export type ToldSelection = {
  readonly vertices: readonly string[];
  readonly edge: { readonly tail: string; readonly head: string } | null;
  readonly field: string | null;
};

/** Somebody who has the draft open, whatever the number of their tabs. */
export type Present = {
  readonly name: string;
  /** Who asks. */
  readonly isSelf: boolean;
  readonly tabs: number;
  /** None of their tabs is shown. */
  readonly isIdle: boolean;
  /** What is selected in their tab that told something last. */
  readonly selection: ToldSelection;
};

/** Who has a draft open. */
export type PresentPeople = {
  readonly people: readonly Present[];
  /** The `here` of the newest save, with this tab in it. */
  readonly here: string;
  /** True where nobody else has a tab that is shown: then nobody has to be told of what is selected. */
  readonly isAlone: boolean;
};
