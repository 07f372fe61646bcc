/**
 * What the lists of the first page ask for: the page's route asks the same beforehand. They are short, so that many prompts do
 * not push last night's failures out of sight.
 */
export const HOME_LISTS = {
  needing: { only: "needs-person", limit: 5 },
  running: { state: "running" },
  rollingBack: { state: "reverting" },
  failures: { only: "open-failure", limit: 5 },
} as const;
