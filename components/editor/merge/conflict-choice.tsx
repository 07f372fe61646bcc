import { type ReactNode, useId } from "react";
import { TextDiff } from "#components/diff/text-diff.tsx";
import { writeJson } from "#engine/json/write-json.ts";
import type { MergeConflict, Side } from "#engine/merge/conflict.ts";
import styles from "./conflict-panel.module.css";

type Props = { conflict: MergeConflict; savedBy: string; side: Side | null; onChoose: (side: Side) => void };

/** One place that both changed, with what each made of it, side by side. */
export function ConflictChoice({ conflict, savedBy, side, onChoose }: Props) {
  const name = useId();
  const choice = (which: Side, label: string, whose: ReactNode) => (
    <div className={styles.choice}>
      <label className={styles.label}>
        <input type="radio" name={name} checked={side === which} onChange={() => onChoose(which)} />
        <span>
          {label}: {whose}
          {conflict[which] === undefined && <span data-gone> – {goneText(conflict)}</span>}
        </span>
      </label>
      {conflict[which] !== undefined && (
        <TextDiff label="before → now" before={textOf(conflict.base)} after={textOf(conflict[which])} />
      )}
    </div>
  );
  return (
    <fieldset className={styles.conflict}>
      <legend>{placeOf(conflict)}</legend>
      <div className={styles.sides}>
        {choice("mine", "Mine", "what is on this page")}
        {choice(
          "theirs",
          "Theirs",
          <>
            what <bdi>{savedBy}</bdi> saved
          </>,
        )}
      </div>
    </fieldset>
  );
}

function goneText({ subject, path }: MergeConflict): string {
  if (path.length > 0) return "empty";
  return subject.is === "vertex" ? "removed, with its edges" : "removed";
}

function placeOf({ subject, path }: MergeConflict) {
  const field = path.length === 0 ? "" : `, ${path.join(" ")}`;
  switch (subject.is) {
    case "graph":
      return (
        <>
          Graph<bdi>{field}</bdi>
        </>
      );
    case "vertex":
      return (
        <>
          Vertex{" "}
          <bdi>
            {subject.name}
            {field}
          </bdi>
        </>
      );
    case "edge":
      return (
        <>
          Edge <bdi>{`${subject.tail} → ${subject.head}`}</bdi>
        </>
      );
    case "frame":
    case "note":
      return (
        <>
          {subject.is === "frame" ? "Frame" : "Note"}{" "}
          <bdi>
            {subject.name}
            {field}
          </bdi>
        </>
      );
  }
}

function textOf(value: unknown): string {
  if (value === undefined) return "";
  return typeof value === "string" ? value : writeJson(value, 2);
}
