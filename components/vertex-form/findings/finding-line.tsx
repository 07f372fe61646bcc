import { CircleAlert, TriangleAlert } from "lucide-react";
import type { Finding } from "#engine/model/graph-content.ts";
import styles from "./finding-line.module.css";

/** A finding as one line: how bad it is, as icon and word, and what it says. */
export function FindingLine({ finding: { level, text } }: { finding: Finding }) {
  const Icon = level === "error" ? CircleAlert : TriangleAlert;
  return (
    <span className={styles.line} data-level={level}>
      <Icon aria-hidden />
      <span className={styles.level}>{level === "error" ? "Error" : "Warning"}:</span>
      <span className={styles.text}>{text}</span>
    </span>
  );
}
