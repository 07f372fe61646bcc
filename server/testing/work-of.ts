import { Session } from "node:inspector";

/** Open as long as the process: V8 counts blocks only in functions that it compiles after the counting began. */
const session = new Session();
session.connect();
session.post("Profiler.enable");
session.post("Profiler.startPreciseCoverage", { callCount: true, detailed: true });

/**
 * How much JavaScript `act` executes: the number of times that any block of any function is entered. It is the same on
 * a busy machine as on an idle one, so a test can hold that twice the input costs twice the work. What native code does
 * (`indexOf`, a pattern) is not counted. Import it before what is measured.
 */
export function workOf(act: () => unknown): number {
  takeCounts();
  act();
  return takeCounts();
}

/** The sum of all counts since they were last taken, without the work of counting itself. */
function takeCounts(): number {
  let entered = 0;
  session.post("Profiler.takePreciseCoverage", (error, coverage) => {
    if (error !== null) throw error;
    for (const script of coverage.result)
      if (!script.url.startsWith("node:") && !script.url.endsWith("/work-of.ts"))
        for (const { ranges } of script.functions) for (const { count } of ranges) entered += count;
  });
  return entered;
}
