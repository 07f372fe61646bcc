import { writeFileSync } from "node:fs";
import type { Reporter } from "vitest/node";

/** Where the reporter writes how many errors belonged to no test: one that nobody caught, or a process that died. */
export const UNHANDLED_FILE = "SIGNALBOX_UNHANDLED_FILE";

/** The reports of vitest do not say them: only its exit code does. */
export default class UnhandledReporter implements Reporter {
  onTestRunEnd(_modules: unknown, errors: readonly unknown[]): void {
    const file = process.env[UNHANDLED_FILE];
    if (file !== undefined) writeFileSync(file, String(errors.length));
  }
}
