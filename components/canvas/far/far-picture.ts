import type { Tone } from "#components/ui/states/state-look.ts";
import type { ANNOTATION_COLOURS } from "#engine/shape/annotation-shape.ts";
import type { DrawnBox } from "../annotations/drawn-boxes.ts";
import type { GraphEdge, VertexNode } from "../elements/flow-elements.ts";

/** Everything that is drawn of a graph seen from far away. */
export type FarPicture = {
  readonly cards: readonly VertexNode[];
  readonly edges: readonly GraphEdge[];
  readonly drawn: readonly DrawnBox[];
  readonly byId: ReadonlyMap<string, VertexNode>;
  /** The tones of the cards, where the canvas shows a run or what differs. */
  readonly tones: ReadonlyMap<string, Tone>;
  /** How edges that differ are drawn, by their ids. */
  readonly looks: ReadonlyMap<string, EdgeLook>;
  /** Cards that a selection box is over. */
  readonly marked: ReadonlySet<string>;
};

/** The colours of the theme, by what they are for. */
export type FarColours = {
  readonly font: string;
  readonly edges: Readonly<Record<EdgeLook, string>>;
  readonly surface: string;
  readonly ink: string;
  readonly line: string;
  readonly accent: string;
  readonly block: string;
  readonly tones: Readonly<Record<Tone, { readonly strong: string; readonly soft: string }>>;
  /** Of frames and notes. */
  readonly papers: Readonly<Record<PaperColour, { readonly line: string; readonly paper: string }>>;
};

export type PaperColour = (typeof ANNOTATION_COLOURS)[number];

/** How an edge is drawn: by its kind, by what is wrong with it, or by what became of it. */
export type EdgeLook =
  | ("success" | "reaction" | "rescue" | "timer" | "wrong" | "selected")
  | ("added" | "removed" | "changed");

/** These are seen before the others. */
export const STRONG_LOOKS: ReadonlySet<EdgeLook> = new Set([
  ...(["selected", "wrong"] as const),
  ...(["added", "removed", "changed"] as const),
]);

/** Below this the name on a card could not be read: it becomes a block of colour. */
export const NAME_ZOOM = 0.28;

/** The beginning of a text that fits into the room, with an ellipsis where it is not all of it. */
export function shortened(
  pen: Pick<CanvasRenderingContext2D, "measureText">,
  text: string,
  room: number,
): string {
  if (pen.measureText(text).width <= room) return text;
  const letters = [...text];
  let [least, most] = [0, letters.length - 1];
  while (least < most) {
    const middle = Math.ceil((least + most) / 2);
    if (pen.measureText(`${letters.slice(0, middle).join("")}…`).width <= room) least = middle;
    else most = middle - 1;
  }
  return `${letters.slice(0, least).join("")}…`;
}
