import { LogLines } from "#engine/log/log-lines.ts";

/** A log as it stood at an instant: with the lines that had begun by then. */
export function linesUntil({ lines, dropped }: LogLines, at: Date): LogLines {
  const then = new LogLines({ first: dropped + 1 });
  for (const line of lines) {
    if (line.at > at) break;
    then.lines.push(line);
  }
  return then;
}
