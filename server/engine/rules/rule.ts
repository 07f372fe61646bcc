/** How bad a finding is, the worst first. Only an error forbids sealing; a hint needs no reason when it is sealed over. */
export const FINDING_LEVELS = ["error", "warning", "hint"] as const;

export type FindingLevel = (typeof FINDING_LEVELS)[number];

/** What people are told of a rule of check, wherever its findings are. */
export type Rule = {
  readonly level: FindingLevel;
  /** One sentence: what its findings say. */
  readonly what: string;
  /** One sentence: how to correct it. */
  readonly correct: string;
  /** Lines of a graph file that have the finding. */
  readonly example: string;
};

export type Rules = Readonly<Record<string, Rule>>;
