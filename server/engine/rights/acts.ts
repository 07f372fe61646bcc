/** What somebody may be allowed to do. Every procedure names one of them; a token of a program has some of them. */
export const ACTS = ["read", "launch", "control", "answer", "design", "administer"] as const;
export type Act = (typeof ACTS)[number];

/** What each act is, for people who choose some for a token. */
export const ACT_WORDS: Readonly<Record<Act, string>> = {
  read: "See graphs, pipelines, logs and questions",
  launch: "Launch pipelines",
  control: "Pause, cancel, undo and retry; decide about tracks",
  answer: "Answer questions and approvals",
  design: "Make, change, seal and delete graphs",
  administer: "Secrets, runners, people, tokens and repairs",
};

/**
 * What a procedure needs: an act; `open`: nothing, also nobody's; `any`: whoever is known here; `self`: a person in a
 * browser, because it is about their own account.
 */
export type Need = Act | "open" | "any" | "self";
