import type { InputSpec } from "#engine/model/graph-content.ts";
import { cutWithMark } from "#engine/text/cut-text.ts";
import { emptyMeansUnset } from "#engine/values/input-values.ts";
import { entryOf } from "./form-field.ts";

/**
 * What an empty field comes to, so that it can say so. `read`: what `readForm` makes of it, in a form whose unset values have
 * their defaults. `default`: it is left out, whatever its type, and has its default. `ask-later`: the same, and a required one
 * is asked for later; one with `from` is worked out by it. `kept`: the value stays as it is. `unset`: the value is taken away.
 */
export type WhenEmpty = "read" | "default" | "ask-later" | "kept" | "unset";

/**
 * The entry of a field that was set to the empty text, where an empty field means something else. Nobody can type this
 * character, and no text has it.
 */
export const EMPTY_TEXT = "\0";

/** Whether such a field must offer the empty text by itself: what is left empty there has another value. */
export function offersEmptyText(spec: InputSpec, when: WhenEmpty): boolean {
  if (!isText(spec) || when === "read") return false;
  return when === "kept" || when === "unset" || (spec.default !== undefined && spec.default !== "");
}

/** The entry with which a field begins whose value is the empty text. */
export function entryOfEmptyText(spec: InputSpec, when: WhenEmpty): string {
  return isText(spec) && when !== "read" ? EMPTY_TEXT : "";
}

function isText({ type, enum: allowed }: InputSpec): boolean {
  return (type === "string" || type === "text") && allowed === undefined;
}

type Words = {
  /** The choice of nothing, in a field where a value is chosen. */
  readonly choice: string;
  /** What stands in grey in an empty field; absent: nothing. */
  readonly grey?: string;
};

/** Longer expressions are cut: a field has one line. */
const MAX_SOURCE = 80;

/** What an empty field says. */
export function wordsOfEmpty(spec: InputSpec, when: WhenEmpty): Words {
  const { type, required = false, default: usual, from } = spec;
  if (when === "kept") return { choice: "As it is", grey: "as it is" };
  if (when === "ask-later" && from !== undefined) {
    const source = cutWithMark(from, MAX_SOURCE);
    return { choice: `From ${source}`, grey: `from ${source}` };
  }
  if (when === "ask-later" && required && spec.ask !== "never")
    return { choice: "Asked for later", grey: "asked for later" };
  const isLeftOut = when !== "read" || (!required && emptyMeansUnset(spec));
  if (usual !== undefined && isLeftOut) {
    const text = entryOf(spec, usual);
    return { choice: `Default: ${type === "boolean" ? (usual === true ? "Yes" : "No") : text}`, grey: text };
  }
  if (when === "unset") return { choice: "Not set" };
  if (!emptyMeansUnset(spec) && spec.enum === undefined) return { choice: "Not set", grey: "empty text" };
  return { choice: required ? "Choose…" : "Not set" };
}
