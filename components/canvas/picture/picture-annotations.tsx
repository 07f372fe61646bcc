import { Group } from "lucide-react";
import type { Point } from "#components/draft/edits/edit.ts";
import type { GraphFile } from "#engine/model/graph-content.ts";
import { noteBox } from "../annotations/note-size.ts";
import { CARD_HEIGHT, CARD_WIDTH } from "../layout/card-size.ts";
import { type CollapsedFrame, frameTitle } from "../layout/collapsed-file.ts";
import { type Box, frameBoxes } from "../layout/frame-boxes.ts";
import { type NoteLine, noteLines } from "./note-lines.ts";
import { MONO } from "./picture-card.tsx";
import type { PictureColours } from "./picture-colours.ts";
import { pictureText, shortened } from "./picture-text.ts";

const LINE_HEIGHT = 18;
const NOTE_COLUMNS = 34;
const NAME_COLUMNS = 21;
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
        <text x={box.x + 16} y={box.y + 24} fontSize={13} fontWeight={600} fill={colours[`${colour}Ink`]}>
          {shortened(frameTitle(name, title), Math.floor((box.width - 32) / LETTER))}
        </text>
      </g>
    );
  });
}

/** The notes, with their headings, lists and links. */
export function PictureNotes({ file, colours }: Props) {
  return [...(file.annotations?.notes ?? [])].map(([name, note]) => {
    const { colour = "grey" } = note;
    const box = noteBox(note);
    const maxLines = Math.floor((box.height - 24) / LINE_HEIGHT);
    return (
      <g key={name}>
        <rect {...box} rx={6} fill={colours[`${colour}Paper`]} stroke={colours[`${colour}Line`]} />
        {noteLines(note.text, NOTE_COLUMNS)
          .slice(0, maxLines)
          .map((line, at) => (
            <NoteLineText
              // biome-ignore lint/suspicious/noArrayIndexKey: The lines of a text have no other name.
              key={at}
              line={line}
              at={{ x: box.x + 12, y: box.y + 25 + at * LINE_HEIGHT }}
              colours={colours}
            />
          ))}
      </g>
    );
  });
}

type LineProps = { line: NoteLine; at: Point; colours: PictureColours };

function NoteLineText({ line: { indent, sign, runs }, at, colours }: LineProps) {
  return (
    <text x={at.x + indent} y={at.y} fontSize={12} fill={colours.ink} xmlSpace="preserve">
      {sign !== "" && <tspan x={at.x + 4}>{sign}</tspan>}
      {runs.map(({ text, look }, place) => (
        <tspan
          // biome-ignore lint/suspicious/noArrayIndexKey: The parts of a line have no other name.
          key={place}
          {...(place === 0 && { x: at.x + indent })}
          {...(look.isStrong && { fontWeight: 600 })}
          {...(look.isEmphasis && { fontStyle: "italic" })}
          {...(look.isCode && { fontFamily: MONO, fontSize: 11 })}
          {...(look.isLink && { fill: colours.accent, textDecoration: "underline" })}
        >
          {text}
        </tspan>
      ))}
    </text>
  );
}

/** The card of a collapsed frame: more cards lie below it. */
export function PictureFrameCard({
  frame: { id, name, members },
  file,
  colours,
}: Props & { frame: CollapsedFrame }) {
  const { x, y } = file.layout.get(id) ?? { x: 0, y: 0 };
  const box = {
    width: CARD_WIDTH - 1,
    height: CARD_HEIGHT - 1,
    rx: 8,
    fill: colours.card,
    stroke: colours.border,
  };
  return (
    <g transform={`translate(${x} ${y})`}>
      <title>{pictureText(`${name}, frame`)}</title>
      {[6, 3, 0].map((below) => (
        <rect key={below} x={below + 0.5} y={below + 0.5} {...box} />
      ))}
      <Group x={15} y={14} width={12} height={12} color={colours.quiet} aria-hidden />
      <text x={36} y={25} fontSize={13} fontWeight={600} fill={colours.ink}>
        {shortened(name, NAME_COLUMNS)}
      </text>
      <text x={12} y={45} fontSize={11} fontFamily={MONO} fill={colours.quiet}>
        {members.length === 1 ? "1 vertex" : `${members.length} vertices`}
      </text>
    </g>
  );
}
