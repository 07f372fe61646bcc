/** The word of the address that says whose logs are shown, and what it says for those of the pipelines below, too. */
export const OF = "of";
export const ALL_BELOW = "children";

/** All logs of a pipeline, with those of its items and child pipelines unless it is said that there are none. */
export function allLogsAddress(id: number, isWithChildren = true): string {
  return `/pipelines/${id}/logs${isWithChildren ? `?${OF}=${ALL_BELOW}` : ""}`;
}
