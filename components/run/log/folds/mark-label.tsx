import { Bug, CircleAlert, Info, TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";
import type { LineMark } from "#engine/log/marks/line-mark.ts";
import styles from "./folds.module.css";

const LABELS: Readonly<Record<LineMark["kind"], { readonly text: string; readonly icon: ReactNode } | null>> =
  {
    error: { text: "Error", icon: <CircleAlert aria-hidden /> },
    warning: { text: "Warning", icon: <TriangleAlert aria-hidden /> },
    notice: { text: "Notice", icon: <Info aria-hidden /> },
    debug: { text: "Debug", icon: <Bug aria-hidden /> },
    group: null,
    endgroup: null,
    command: null,
    section: null,
  };

/** What stands in place of the mark of a line: an error with its file, for example. It is not copied with the line. */
export function MarkLabel({ mark: { kind, place } }: { mark: LineMark }) {
  const label = LABELS[kind];
  if (label === null) return null;
  return (
    <span className={styles.label} data-kind={kind}>
      {label.icon}
      {label.text}
      {place !== null && <span className={styles.place}>{place}</span>}
    </span>
  );
}
