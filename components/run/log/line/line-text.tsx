import type { LogLine } from "#engine/log/log-lines.ts";
import type { LogMatcher } from "#engine/log/log-matcher.ts";
import { shownSpans, shownText } from "#engine/log/shown-line.ts";
import styles from "../log-panel.module.css";
import { styleOf } from "./line-look.ts";
import { type LinePiece, linePieces } from "./line-pieces.ts";

type Props = {
  line: Pick<LogLine, "text" | "look" | "spans">;
  /** What is searched for, to be marked. */
  matcher: LogMatcher | null;
  /** Where its own text begins, behind a mark. */
  textAt: number;
};

/** The text of a line in its colours. */
export function LineText({ line, matcher, textAt }: Props) {
  const { text } = line;
  const found = matcher === null ? [] : matcher.rangesIn(shownText(text));
  const pieces = linePieces(shownSpans(line), found, shownText(text.slice(0, textAt)).length);
  return pieces.map((piece) => <Piece key={piece.at} piece={piece} />);
}

function Piece({ piece: { text, look, isFound, isMark } }: { piece: LinePiece }) {
  const shown = isFound ? <mark>{text}</mark> : text;
  // It stays in the page, so that places in the line and what is copied are those of the log.
  if (isMark) return <span className={styles.mark}>{shown}</span>;
  if (Object.keys(look).length === 0) return <span>{shown}</span>;
  const style = styleOf(look);
  return look.href === undefined ? (
    <span style={style}>{shown}</span>
  ) : (
    <a href={look.href} style={style} target="_blank" rel="noopener noreferrer">
      {shown}
    </a>
  );
}
