import * as z from "zod";
import { flagField, mapField, part, withoutDefault, wordField } from "./fields/fields.ts";
import { place } from "./fields/place-field.ts";
import { vertexName } from "./fields/vertex-name-field.ts";

export const MAX_FRAMES = 500;
export const MAX_NOTES = 500;
/** The longest title of a frame, in UTF-16 units. */
const MAX_FRAME_TITLE = 100;
/** The longest text of a note, in UTF-16 units. */
export const MAX_NOTE_TEXT = 5_000;

/** The colours of frames and notes; the first is the default. */
export const ANNOTATION_COLOURS = ["grey", "blue", "green", "amber", "red", "violet"] as const;
const [DEFAULT_COLOUR, ...OTHER_COLOURS] = ANNOTATION_COLOURS;

/** A line break, a control character, or one that changes the reading direction: a title is one line. */
const NOT_IN_TITLE = /[\p{Cc}\p{Zl}\p{Zp}\u202A-\u202E\u2066-\u2069]/u;

const title = withoutDefault(
  z
    .string()
    .max(MAX_FRAME_TITLE)
    .refine((text) => !NOT_IN_TITLE.test(text), {
      error: "A title is one line of visible characters: put longer text into a note.",
    }),
  (text) => text.trim() === "",
);

const frame = part(
  z.strictObject({
    title: title.describe("What stands above the frame. Without one, its name does."),
    colour: wordField(DEFAULT_COLOUR, OTHER_COLOURS).describe("The colour of its border."),
    collapsed: flagField().describe("The frame is shown as one card."),
    vertices: z
      .array(vertexName)
      .min(1)
      .max(10_000)
      .describe("The vertices in the frame. A vertex is in one frame at most."),
  }),
);

const note = part(
  z.strictObject({
    text: z
      .string()
      .max(MAX_NOTE_TEXT)
      .refine((text) => text.trim() !== "", { error: "The note is empty. Write something, or remove it." })
      .describe("The text, in a small part of Markdown."),
    colour: wordField(DEFAULT_COLOUR, OTHER_COLOURS).describe("The colour of its paper."),
    at: place.describe("Its place on the canvas: the upper left corner."),
  }),
);

/** The parts of a graph file that only people read. Neither is in the digest. */
export const ANNOTATION_FIELDS = {
  frames: mapField(vertexName, frame, MAX_FRAMES).describe("Boxes around vertices, by name."),
  notes: mapField(vertexName, note, MAX_NOTES).describe("Notes on the canvas, by name."),
};

/** Frames and notes alone, as in a graph file. */
export const annotationShape = z.strictObject(ANNOTATION_FIELDS);
