import type { Finding } from "#engine/model/graph-content.ts";
import type { SectionId } from "./section.ts";
import { SETTINGS } from "./settings.ts";

/** The section of each rule whose findings name no field. What is not listed is about the vertex as a whole. */
const SECTION_OF_CODES: readonly (readonly [RegExp, SectionId])[] = [
  [/^(input-|approval-input-name|child-param-)/, "inputs"],
  [/^(output-|outputs-|child-output-)/, "outputs"],
  [/^(timeout-missing|retry-missing|revert-|undo-|poll-and-retry|retry-and-)/, "failure"],
  [/^(lock-|may-wait-in-a-ring)/, "runs"],
  [
    /^(batch-|fail-fast-|parallel-|branch-|final-|default-|each-and-|foreach-and-|repeat-and-|poll-and-)/,
    "advanced",
  ],
];

/** The section of a vertex's form in which a finding can be corrected. */
export function sectionOfFinding({ code, field }: Pick<Finding, "code" | "field">): SectionId {
  if (field !== undefined) return SETTINGS.find(({ fields }) => fields.includes(field))?.section ?? "first";
  return SECTION_OF_CODES.find(([codes]) => codes.test(code))?.[1] ?? "first";
}
