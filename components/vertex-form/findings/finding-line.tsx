import { CircleAlert, CircleCheck, Lightbulb, TriangleAlert } from "lucide-react";
import { CodeText } from "#components/ui/messages/code-text.tsx";
import type { Finding } from "#engine/model/graph-content.ts";
import styles from "./finding-line.module.css";

type Props = {
  finding: Finding;
  /** It is solved meanwhile. */
  isGone?: boolean;
};

const ICONS = { error: CircleAlert, warning: TriangleAlert, hint: Lightbulb } as const;
const WORDS = { error: "Error", warning: "Warning", hint: "Hint" } as const;

/** A finding as one line: how bad it is, as icon and word, and what it says. */
export function FindingLine({ finding: { level, text }, isGone = false }: Props) {
  const Icon = isGone ? CircleCheck : ICONS[level];
  return (
    <span className={styles.line} data-level={isGone ? undefined : level}>
      <Icon aria-hidden />
      <span className={styles.level}>{isGone ? "Solved" : WORDS[level]}:</span>
      <span className={styles.text}>
        <CodeText>{text}</CodeText>
      </span>
    </span>
  );
}

/** What tells one finding from the others. */
export function findingKey({ code, text }: Finding): string {
  return `${code} ${text}`;
}
