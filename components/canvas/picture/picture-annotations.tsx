import type { GraphFile } from "#engine/model/graph-content.ts";
import { noteBox } from "../annotations/note-size.ts";
import { CARD_HEIGHT, CARD_WIDTH } from "../layout/card-size.ts";
import { type CollapsedFrame, frameTitle } from "../layout/collapsed-file.ts";
import { type Box, frameBoxes } from "../layout/frame-boxes.ts";
import type { PictureColours } from "./picture-colours.ts";
import { pictureText, shortened, wrappedText } from "./picture-text.ts";

const LINE_HEIGHT = 18;
const NOTE_COLUMNS = 34;
const NAME_COLUMNS = 23;
/** How wide a letter of a title is, about. */
const LETTER = 8;

/** The boxes of all open frames and of all notes. */
export function annotationBoxes(file: GraphFile): readonly Box[] {
  return [...frameBoxes(file).values(), ...[...(file.annotations?.notes.values() ?? [])].map(noteBox)];
}

type Props = { file: GraphFile; colours: PictureColours };

/** The open frames, behind everything. */
export function PictureFrames({ file, colours }: Props) {
  return [...frameBoxes(file)].map(([name, box]) => {
    const { title, colour = "grey" } = file.annotations?.frames.get(name) ?? {};
    return (
      <g key={name}>
        <rect
          {...box}
          rx={12}
          fill={colours[`${colour}Paper`]}
          fillOpacity={0.55}
          stroke={colours[`${colour}Line`]}
          strokeWidth={1.5}
        />
        <text x={box.x + 16} y={box.y + 24} fontSize={13} fontWeight={600} fill={colours.ink}>
          {shortened(frameTitle(name, title), Math.floor((box.width - 32) / LETTER))}
        </text>
      </g>
    );
  });
}

/** The notes, as plain text. */
export function PictureNotes({ file, colours }: Props) {
  return [...(file.annotations?.notes ?? [])].map(([name, note]) => {
    const { colour = "grey" } = note;
    const box = noteBox(note);
    const maxLines = Math.floor((box.height - 24) / LINE_HEIGHT);
    const lines = note.text
      .split(/\r\n?|\n/)
      .flatMap((line) => (line.trim() === "" ? [""] : wrappedText(line, NOTE_COLUMNS, maxLines)));
    return (
      <g key={name}>
        <rect {...box} rx={6} fill={colours[`${colour}Paper`]} stroke={colours[`${colour}Line`]} />
        {lines.slice(0, maxLines).map((line, at) => (
          <text
            // biome-ignore lint/suspicious/noArrayIndexKey: The lines of a text have no other name.
            key={at}
            x={box.x + 12}
            y={box.y + 25 + at * LINE_HEIGHT}
            fontSize={12}
            fill={colours.ink}
          >
            {line}
          </text>
        ))}
      </g>
    );
  });
}

/** The card of a collapsed frame. */
export function PictureFrameCard({
  frame: { id, name, members },
  file,
  colours,
}: Props & { frame: CollapsedFrame }) {
  const { x, y } = file.layout.get(id) ?? { x: 0, y: 0 };
  return (
    <svg x={x} y={y} width={CARD_WIDTH} height={CARD_HEIGHT}>
      <title>{pictureText(`${name}, frame`)}</title>
      <rect
        x={0.5}
        y={0.5}
        width={CARD_WIDTH - 1}
        height={CARD_HEIGHT - 1}
        rx={8}
        fill={colours.card}
        stroke={colours.border}
        strokeWidth={2}
      />
      <text x={12} y={25} fontSize={13} fontWeight={600} fill={colours.ink}>
        {shortened(name, NAME_COLUMNS)}
      </text>
      <text x={12} y={45} fontSize={11} fill={colours.quiet}>
        {members.length === 1 ? "1 vertex" : `${members.length} vertices`}
      </text>
    </svg>
  );
}
