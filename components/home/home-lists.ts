/** What the lists of the first page ask for: the page's route asks the same beforehand. */
export const HOME_LISTS = {
  needing: { only: "needs-person", limit: 8 },
  running: { state: "running" },
  failures: { only: "open-failure", limit: 5 },
} as const;
