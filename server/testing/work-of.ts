import { Session } from "node:inspector";
import { setFlagsFromString } from "node:v8";

// Functions that the optimizing compiler puts into their callers are no longer counted, and when it does so depends on how
// busy the machine is: without it, the same work always gives the same number.
setFlagsFromString("--no-opt");

/** Stays open for the whole process: V8 counts blocks only in functions that it compiles after the counting began. */
const session = new Session();
session.connect();
session.post("Profiler.enable");
session.post("Profiler.startPreciseCoverage", { callCount: true, detailed: true });

/**
 * How much JavaScript `act` executes: how often any block of any function is entered. The number does not depend on how
 * busy the machine is, so a test can require that twice the input costs twice the work. Native code (`indexOf`, a
 * pattern) is not counted. Import this file before the measured code, and in a test whose
 * name ends in `-work.test.ts`: it has a process of its own.
 */
export function workOf(act: () => unknown): number {
  takeCounts();
  act();
  return takeCounts();
}

/** The sum of all counts since the last call, without the work of counting itself. */
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
