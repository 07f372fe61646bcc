import type { FindingLevel, Rule, Rules } from "./rule.ts";
import { RULES_OF_EDGES } from "./rules-of-edges.ts";
import { RULES_OF_GRAPHS } from "./rules-of-graphs.ts";
import { RULES_OF_KINDS } from "./rules-of-kinds.ts";
import { RULES_OF_SCRIPTS } from "./rules-of-scripts.ts";
import { RULES_OF_SETTINGS } from "./rules-of-settings.ts";
import { RULES_OF_VALUES } from "./rules-of-values.ts";

/** The rules by what they are about, in the order in which they are explained. */
export const RULE_GROUPS = {
  Graphs: RULES_OF_GRAPHS,
  Edges: RULES_OF_EDGES,
  Values: RULES_OF_VALUES,
  Settings: RULES_OF_SETTINGS,
  Scripts: RULES_OF_SCRIPTS,
  Kinds: RULES_OF_KINDS,
} as const satisfies Readonly<Record<string, Rules>>;

const RULES = {
  ...RULES_OF_GRAPHS,
  ...RULES_OF_EDGES,
  ...RULES_OF_VALUES,
  ...RULES_OF_SETTINGS,
  ...RULES_OF_SCRIPTS,
  ...RULES_OF_KINDS,
};

/** The id of a rule of check. It never changes. A finding cannot be made of a rule that is not explained. */
type RuleId = keyof typeof RULES;

/** The ids of the rules whose findings are of this level. */
export type RuleOf<Level extends FindingLevel> = {
  [Id in RuleId]: (typeof RULES)[Id]["level"] extends Level ? Id : never;
}[RuleId];

/** What is known of a rule; null if this version does not have it, as for findings of an older one. */
export function ruleOf(id: string): Rule | null {
  return Object.hasOwn(RULES, id) ? RULES[id as RuleId] : null;
}
