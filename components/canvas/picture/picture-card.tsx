import type { Point } from "#components/draft/edits/edit.ts";
import { kindViewOf } from "#components/kinds/kind-views.ts";
import type { VertexSpec } from "#engine/model/graph-content.ts";
import { CARD_HEIGHT, CARD_WIDTH } from "../layout/card-size.ts";
import type { PictureColours } from "./picture-colours.ts";
import { pictureText, shortened } from "./picture-text.ts";

const NAME_COLUMNS = 23;
const LINE_COLUMNS = 29;
const NOTE_COLUMNS = 34;

type Props = { name: string; spec: VertexSpec; at: Point | undefined; colours: PictureColours };

/** A vertex of a picture: its kind, its name, and what it does. */
export function PictureCard({ name, spec, at = { x: 0, y: 0 }, colours }: Props) {
  const { icon: Icon, label, cardLine, emptyCardLine, cardNote } = kindViewOf(spec);
  const line = cardLine(spec);
  const note = [cardNote(spec), ...(spec.foreach === undefined ? [] : ["for each"])].join(", ");
  return (
    <svg x={at.x} y={at.y} width={CARD_WIDTH} height={CARD_HEIGHT}>
      <title>{pictureText(`${name}, ${label}`)}</title>
      <rect
        x={0.5}
        y={0.5}
        width={CARD_WIDTH - 1}
        height={CARD_HEIGHT - 1}
        rx={8}
        fill={colours.card}
        stroke={colours.border}
      />
      <Icon x={12} y={13} width={14} height={14} color={colours.quiet} aria-hidden />
      <text x={32} y={25} fontSize={13} fontWeight={600} fill={colours.ink}>
        {shortened(name, NAME_COLUMNS)}
      </text>
      <text
        x={12}
        y={45}
        fontSize={11}
        fill={colours.quiet}
        {...(line === null
          ? { fontStyle: "italic" }
          : { fontFamily: "JetBrains Mono, ui-monospace, monospace" })}
      >
        {shortened(line ?? emptyCardLine, LINE_COLUMNS)}
      </text>
      <text x={12} y={65} fontSize={11} fill={colours.quiet}>
        {shortened(note, NOTE_COLUMNS)}
      </text>
    </svg>
  );
}
