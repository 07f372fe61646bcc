import { CircleAlert, CircleCheck, TriangleAlert } from "lucide-react";
import type { Finding } from "#engine/model/graph-content.ts";
import styles from "./finding-line.module.css";

type Props = {
  finding: Finding;
  /** It is solved meanwhile. */
  isGone?: boolean;
};

/** A finding as one line: how bad it is, as icon and word, and what it says. */
export function FindingLine({ finding: { level, text }, isGone = false }: Props) {
  const Icon = isGone ? CircleCheck : level === "error" ? CircleAlert : TriangleAlert;
  return (
    <span className={styles.line} data-level={isGone ? undefined : level}>
      <Icon aria-hidden />
      <span className={styles.level}>{isGone ? "Solved" : level === "error" ? "Error" : "Warning"}:</span>
      <span className={styles.text}>{text}</span>
    </span>
  );
}

/** What tells one finding from the others. */
export function findingKey({ code, text }: Finding): string {
  return `${code} ${text}`;
}
