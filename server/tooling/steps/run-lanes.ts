/**
 * Runs the steps of each lane one after another, and the lanes beside each other. All steps run, whatever the others say.
 *
 * @param run never throws for a step that fails: that is a result.
 * @returns the results in the order of the lanes, whichever ended first.
 */
export async function runLanes<Step, Result>(
  lanes: readonly (readonly Step[])[],
  run: (step: Step) => Promise<Result>,
): Promise<Result[]> {
  const results = await Promise.all(
    lanes.map(async (steps) => {
      const ofLane: Result[] = [];
      for (const step of steps) ofLane.push(await run(step));
      return ofLane;
    }),
  );
  return results.flat();
}
