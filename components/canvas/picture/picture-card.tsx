import { TextCursorInput } from "lucide-react";
import type { Point } from "#components/draft/edits/edit.ts";
import { kindViewOf } from "#components/kinds/kind-views.ts";
import type { VertexSpec } from "#engine/model/graph-content.ts";
import { badgesOf } from "../elements/card-badges.tsx";
import { FINAL_WORDS } from "../elements/final-words.ts";
import { CARD_HEIGHT, CARD_WIDTH } from "../layout/card-size.ts";
import type { PictureColours } from "./picture-colours.ts";
import { pictureText, shortened } from "./picture-text.ts";

/** The fonts of a script in a picture. */
export const MONO = "'JetBrains Mono Variable', 'JetBrains Mono', ui-monospace, monospace";

const INSET = 12;
const NAME_AT = 36;
const LINE_COLUMNS = 29;
/** How wide a letter is, about: of a name, of the line at the foot, of the number of a badge. */
const NAME_LETTER = 7.6;
const FOOT_LETTER = 6;
const NUMBER_LETTER = 6.5;
const BADGE = 12;
const GAP = 4;

type Props = { name: string; spec: VertexSpec; at: Point | undefined; colours: PictureColours };

/** A vertex of a picture as its card on the canvas: kind, name, badges, what it does, and how many inputs it has. */
export function PictureCard({ name, spec, at = { x: 0, y: 0 }, colours }: Props) {
  const { icon: Icon, label, cardLine, emptyCardLine, cardNote } = kindViewOf(spec);
  const line = cardLine(spec);
  const note = [
    cardNote(spec),
    ...(spec.foreach === undefined ? [] : ["for each"]),
    ...(spec.final === undefined ? [] : [FINAL_WORDS[spec.final]]),
  ].join(", ");
  const inputs = Object.keys(spec.inputs ?? {}).length;
  const inputsText = inputs === 0 ? "" : `${inputs} ${inputs === 1 ? "input" : "inputs"}`;
  const badges = placedBadges(spec);
  const nameEnd = (badges[0]?.x ?? CARD_WIDTH - INSET + GAP) - GAP;
  const inputsAt = CARD_WIDTH - INSET - inputsText.length * FOOT_LETTER;
  const noteEnd = inputs === 0 ? CARD_WIDTH - INSET : inputsAt - BADGE - 2 * GAP;
  const kind = colours[spec.kind ?? "script"];
  return (
    <svg x={at.x} y={at.y} width={CARD_WIDTH} height={CARD_HEIGHT} fill={colours.quiet} fontSize={11}>
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
      <rect x={INSET} y={11} width={18} height={18} rx={4} fill={kind} fillOpacity={0.1} />
      <Icon x={INSET + 3} y={14} width={12} height={12} color={kind} aria-hidden />
      <text x={NAME_AT} y={25} fontSize={13} fontWeight={600} fill={colours.ink}>
        {shortened(name, Math.floor((nameEnd - NAME_AT) / NAME_LETTER))}
      </text>
      {badges.map(({ icon: Badge, words, count, x }) => (
        <g key={words}>
          <title>{pictureText(words)}</title>
          <Badge x={x} y={14} width={BADGE} height={BADGE} color={colours.quiet} aria-hidden />
          {count !== undefined && (
            <text x={x + BADGE + 1} y={24} fontSize={10}>
              {count}
            </text>
          )}
        </g>
      ))}
      <text x={INSET} y={45} {...(line === null ? { fontStyle: "italic" } : { fontFamily: MONO })}>
        {shortened(line ?? emptyCardLine, LINE_COLUMNS)}
      </text>
      <text x={INSET} y={65}>
        {shortened(note, Math.floor((noteEnd - INSET) / FOOT_LETTER))}
      </text>
      {inputs > 0 && (
        <>
          <TextCursorInput
            x={inputsAt - BADGE - GAP}
            y={55}
            width={BADGE}
            height={BADGE}
            color={colours.quiet}
            aria-hidden
          />
          <text x={CARD_WIDTH - INSET} y={65} textAnchor="end">
            {inputsText}
          </text>
        </>
      )}
    </svg>
  );
}

/** The badges from the right end of the card. */
function placedBadges(spec: VertexSpec) {
  const badges = badgesOf(spec);
  let x = CARD_WIDTH - INSET + GAP;
  return badges
    .toReversed()
    .map((badge) => {
      const number = badge.count === undefined ? 0 : 1 + String(badge.count).length * NUMBER_LETTER;
      x -= GAP + BADGE + number;
      return { ...badge, x };
    })
    .toReversed();
}
