import { TextDiff } from "#components/diff/text-diff.tsx";
import type { ValueDifference } from "#engine/compare/compare-pipelines.ts";
import { jsonBeginning, writeJson } from "#engine/json/write-json.ts";
import styles from "./compare.module.css";

/** The ids of the two pipelines. */
export type Sides = { readonly a: number; readonly b: number };

/** So much of a value is compared on the page, and so many values are shown. */
const MAX_TEXT = 50_000;
const MAX_VALUES = 200;

/** Values that differ, each as the lines that only one side has: `-` is the second pipeline, `+` the first. */
export function ValueDifferences({ values, sides }: { values: readonly ValueDifference[]; sides: Sides }) {
  const more = values.length - MAX_VALUES;
  return (
    <div className={styles.values}>
      {values.slice(0, MAX_VALUES).map((value) => (
        <TextDiff
          key={value.name}
          label={`${value.name}${remarkOf(value, sides)}`}
          before={textOf(value.b)}
          after={textOf(value.a)}
        />
      ))}
      {more > 0 && <p className={styles.quiet}>{more} more differ.</p>}
    </div>
  );
}

function remarkOf({ a, b }: ValueDifference, sides: Sides): string {
  if (a === undefined) return ` (only #${sides.b} has it)`;
  if (b === undefined) return ` (only #${sides.a} has it)`;
  const isLong = [a, b].some((value) => beginningOf(value).length > MAX_TEXT);
  return `: − #${sides.b}, + #${sides.a}${isLong ? " (only the beginning is compared)" : ""}`;
}

function textOf(value: ValueDifference["a"]): string {
  if (value === undefined) return "";
  const beginning = beginningOf(value);
  if (beginning.length > MAX_TEXT) return beginning.slice(0, MAX_TEXT);
  return typeof value === "string" ? value : writeJson(value, 2);
}

function beginningOf(value: ValueDifference["a"]): string {
  return typeof value === "string" ? value.slice(0, MAX_TEXT + 1) : jsonBeginning(value, MAX_TEXT);
}
