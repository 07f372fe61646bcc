/** After which end of everything else a final step runs. */
export const FINAL_WORDS = {
  always: "always",
  failed: "after a failure",
  succeeded: "after a success",
} as const;
