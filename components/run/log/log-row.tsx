import { type CSSProperties, memo, type ReactNode } from "react";
import type { LogStream } from "#client/log/log-lines.ts";
import { type LogColor, type LogLook, tableColor } from "#client/log/look.ts";
import { type ShownSpan, shownSpans } from "#client/log/shown-line.ts";
import type { LogSpan } from "#client/log/terminal-row.ts";
import { lineTime } from "./line-time.ts";
import styles from "./log-panel.module.css";
import { LINE_ATTRIBUTE, TEXT_ATTRIBUTE } from "./use-log-selection.ts";

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
  at: Date;
  isRest: boolean;
  /** Whether its time is shown, and with the day. */
  time: "hidden" | "of-day" | "with-day";
  /** What is searched for, to be marked. */
  found: string | null;
  address: string;
  onLink: (line: number) => void;
};

/** One line of a log: its number, which links to it, and what it says in its colours. */
export const LogRow = memo(function LogRow(props: Props) {
  const { number, stream, isTarget, time, found, address, onLink } = props;
  let at = 0;
  return (
    <div
      className={styles.row}
      data-stream={stream}
      data-target={isTarget || undefined}
      data-timed={time !== "hidden" || undefined}
      {...{ [LINE_ATTRIBUTE]: number }}
    >
      <a
        className={styles.number}
        href={address}
        aria-label={`Line ${number}${STREAM_WORDS[stream]}`}
        tabIndex={-1}
        onClick={(event) => {
          event.preventDefault();
          onLink(number);
        }}
      >
        {number}
      </a>
      {time !== "hidden" && <LineTime at={props.at} hasDay={time === "with-day"} isRest={props.isRest} />}
      <span className={styles.text} {...{ [TEXT_ATTRIBUTE]: "" }}>
        {shownSpans(props).map((span) => {
          const key = at;
          at += span.text.length;
          return <Span key={key} span={span} found={found} />;
        })}
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

function Span({ span: { text, look }, found }: { span: ShownSpan; found: string | null }) {
  const shown = found === null ? text : marked(text, found);
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

function marked(text: string, found: string): ReactNode {
  const parts: ReactNode[] = [];
  const lower = text.toLowerCase();
  let from = 0;
  for (
    let at = lower.indexOf(found.toLowerCase());
    at !== -1;
    at = lower.indexOf(found.toLowerCase(), from)
  ) {
    parts.push(text.slice(from, at), <mark key={at}>{text.slice(at, at + found.length)}</mark>);
    from = at + found.length;
  }
  return [...parts, text.slice(from)];
}

function styleOf(look: LogLook): CSSProperties {
  const isSolid = look.isInverse === true && look.background === undefined;
  const [color, background] = look.isInverse
    ? [look.background ?? "surface", look.color ?? "ink"]
    : [look.color, look.background];
  return {
    ...(color !== undefined && { color: colorOf(color) }),
    ...(background !== undefined && { background: isSolid ? colorOf(background) : groundOf(background) }),
    ...(look.isBold && { fontWeight: 700 }),
    ...(look.isDim && { opacity: 0.7 }),
    ...(look.isItalic && { fontStyle: "italic" }),
    ...((look.isUnderlined || look.isStruck) && {
      textDecoration: [look.isUnderlined && "underline", look.isStruck && "line-through"]
        .filter(Boolean)
        .join(" "),
    }),
  };
}

/** The sixteen colours are made for text on the page, so behind text they are mixed with the page's own. */
function groundOf(color: LogColor): string {
  const isOfTheme = typeof color === "number" && color < 16;
  return isOfTheme ? `color-mix(in oklab, ${colorOf(color)} 20%, var(--surface))` : colorOf(color);
}

/** The sixteen colours are the theme's, so that they can be read in both. */
function colorOf(color: LogColor): string {
  if (typeof color === "number") return color < 16 ? `var(--ansi-${color})` : tableColor(color);
  return color.startsWith("#") ? color : `var(--${color})`;
}
