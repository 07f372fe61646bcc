import { useState } from "react";
import { LogLines } from "#client/log/log-lines.ts";
import type { LogChunk } from "#contract/pipelines.ts";
import { LogRows } from "./log-rows.tsx";

export function linesOf(...texts: readonly string[]): LogLines {
  const lines = new LogLines();
  lines.append(
    texts.map((text, place): LogChunk => ({ seq: place + 1, stream: "stdout", text, at: new Date(0) })),
  );
  return lines;
}

type ShownProps = { lines: LogLines; startsAtEnd?: boolean; hasTimes?: boolean };

export function ShownLog({ lines, startsAtEnd = false, hasTimes = false }: ShownProps) {
  const [target, setTarget] = useState<{ readonly line: number } | null>(null);
  return (
    <div style={{ display: "flex", flexDirection: "column", height: 400 }}>
      <button type="button" onClick={() => setTarget({ line: 5_000 })}>
        Go to line 5000
      </button>
      <LogRows
        label="Log of A"
        lines={lines}
        version={1}
        isFollowing={startsAtEnd}
        onLeave={() => undefined}
        target={target}
        hasTimes={hasTimes}
        found={null}
        addressOf={(line) => `#L${line}`}
        onLink={() => undefined}
      />
    </div>
  );
}

export const MANY = Array.from({ length: 10_000 }, (_, place) => `line ${place + 1}\n`).join("");
export const MAX_ROWS_IN_PAGE = 200;
