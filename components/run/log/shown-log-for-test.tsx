import { useState } from "react";
import type { LogChunk } from "#contract/pipelines/pipelines.ts";
import { LogLines } from "#engine/log/log-lines.ts";
import { LogMarks } from "#engine/log/marks/log-marks.ts";
import { useFolds } from "./folds/use-folds.ts";
import type { LineRange } from "./line-address.ts";
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
  const [target, setTarget] = useState<LineRange | null>(null);
  const [marks] = useState(() => new LogMarks());
  const folds = useFolds(lines, marks, 1);
  return (
    <div style={{ display: "flex", flexDirection: "column", height: 400 }}>
      <button type="button" onClick={() => setTarget({ from: 5_000, to: 5_000 })}>
        Go to line 5000
      </button>
      <LogRows
        label="Log of A"
        lines={lines}
        version={1}
        isFollowing={startsAtEnd}
        onFollow={() => undefined}
        folds={folds}
        errors={[]}
        isWrapped
        target={target}
        hasTimes={hasTimes}
        matcher={null}
        addressOf={(line) => `#L${line}`}
        onLink={() => undefined}
      />
    </div>
  );
}

export const MANY = Array.from({ length: 10_000 }, (_, place) => `line ${place + 1}\n`).join("");
export const MAX_ROWS_IN_PAGE = 200;
