import { type MouseEvent, memo } from "react";
import type { LogStream } from "#engine/log/log-lines.ts";
import type { LogMatcher } from "#engine/log/log-matcher.ts";
import type { LogLook } from "#engine/log/look.ts";
import { lineMark } from "#engine/log/marks/line-mark.ts";
import type { LogSpan } from "#engine/log/terminal-row.ts";
import { LINE_ATTRIBUTE, TEXT_ATTRIBUTE } from "./copy/use-log-selection.ts";
import { FoldButton, type RowFold } from "./folds/fold-button.tsx";
import { MarkLabel } from "./folds/mark-label.tsx";
import { LineText } from "./line/line-text.tsx";
import { lineTime } from "./line/line-time.ts";
import styles from "./log-panel.module.css";

/** What the label of a line says about its stream: a text in the line itself would be copied with it. */
const STREAM_WORDS: Readonly<Record<LogStream, string>> = {
  merged: "",
  stdout: "",
  stderr: ", stderr",
  system: ", Signalbox",
};

type Props = {
  number: number;
  stream: LogStream;
  text: string;
  look: LogLook;
  spans: readonly LogSpan[] | null;
  isTarget: boolean;
  /** Whether it says what went wrong. */
  isError: boolean;
  at: Date;
  isRest: boolean;
  /** Whether its time is shown, and with the day. */
  time: "hidden" | "of-day" | "with-day";
  /** What is searched for, to be marked. */
  matcher: LogMatcher | null;
  /** The fold that it names; null where it names none. */
  fold: RowFold | null;
  isInFold: boolean;
  onFold: (line: number) => void;
  address: string;
  /** `isRange`: the lines from the ones before up to it. */
  onLink: (line: number, isRange: boolean) => void;
};

/** One line of a log: its number, which links to it, and what it says in its colours. */
export const LogRow = memo(function LogRow(props: Props) {
  const { number, stream, text, isTarget, isError, time, fold, isInFold, onFold, address, onLink } = props;
  // What Signalbox itself says has no marks, and neither has the rest of a long line.
  const mark = stream === "system" || props.isRest ? null : lineMark(text);
  const open = (event: MouseEvent) => {
    event.preventDefault();
    onLink(number, event.shiftKey);
  };
  return (
    <div
      className={styles.row}
      data-stream={stream}
      data-target={isTarget || undefined}
      data-error={isError || undefined}
      data-timed={time !== "hidden" || undefined}
      data-mark={mark?.kind}
      data-folded={isInFold || undefined}
      {...{ [LINE_ATTRIBUTE]: number }}
    >
      <a
        className={styles.number}
        href={address}
        aria-label={`Line ${number}${STREAM_WORDS[stream]}${isError ? ", error" : ""}`}
        title="Link to this line; with Shift, to all lines up to it"
        tabIndex={-1}
        onClick={open}
      >
        {number}
      </a>
      {time !== "hidden" && <LineTime at={props.at} hasDay={time === "with-day"} isRest={props.isRest} />}
      <span className={styles.said}>
        {fold !== null && <FoldButton fold={fold} onFold={() => onFold(number)} />}
        {mark !== null && <MarkLabel mark={mark} />}
        <span className={styles.text} {...{ [TEXT_ATTRIBUTE]: "" }}>
          <LineText line={props} matcher={props.matcher} textAt={mark?.textAt ?? 0} />
        </span>
      </span>
    </div>
  );
});

/** A row that goes on with a long line has the time of its line, so only room is left for it. */
function LineTime({ at, hasDay, isRest }: { at: Date; hasDay: boolean; isRest: boolean }) {
  const { short, long, iso } = lineTime(at, hasDay);
  return (
    <time className={styles.time} dateTime={iso} title={long} data-rest={isRest || undefined}>
      {short}
    </time>
  );
}
