import { mkdtempSync } from "node:fs";
import { rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll } from "vitest";
import type { LogSink, LogStream } from "../execution/execution.ts";
import type { ContainmentLevel, ContainmentSettings } from "./containment/containment.ts";
import { SETTINGS_FOR_TEST } from "./containment/levels-for-test.ts";
import type { ScriptExecution, ScriptRequest, ScriptResult } from "./script-execution.ts";
import { openScriptExecutor, type ScriptExecutor } from "./script-executor.ts";

/** The end of a script, and what it printed. */
export type Executed = ScriptResult & Record<LogStream, string>;

export type TestExecutor = {
  readonly executor: ScriptExecutor;
  readonly workRoot: string;
  /** The problems that the executor reported. */
  readonly problems: string[];
  start(
    script: string,
    request?: Partial<ScriptRequest>,
  ): { execution: ScriptExecution; ended: Promise<Executed> };
  run(script: string, request?: Partial<ScriptRequest>): Promise<Executed>;
  /** Keeps a slot for a script. */
  prepare(
    script: string,
    request?: Partial<ScriptRequest>,
  ): { go(): { execution: ScriptExecution; ended: Promise<Executed> }; discard(): void };
};

/** An executor for one test file, which is closed at its end. */
export async function openTestExecutor(
  level: ContainmentLevel,
  containment: Partial<ContainmentSettings> = {},
  workLimitBytes: number | null = null,
): Promise<TestExecutor> {
  const workRoot = mkdtempSync(join(tmpdir(), "signalbox-execute-"));
  const problems: string[] = [];
  const executor = await openScriptExecutor({
    workRoot,
    containment: { ...SETTINGS_FOR_TEST, wish: level, ...containment },
    workLimitBytes,
    onProblem: (text) => problems.push(text),
  });
  afterAll(async () => {
    await executor.close();
    await rm(workRoot, { recursive: true, force: true, maxRetries: 10 });
  });

  function prepare(script: string, request: Partial<ScriptRequest> = {}) {
    const { go, discard } = executor.prepare({
      interpreter: "bash",
      script,
      output: "split",
      env: {},
      secrets: [],
      fence: "default",
      timeoutMs: 60_000,
      ...request,
    });
    return { go: () => executed(go), discard };
  }

  function executed(go: (sink: LogSink) => ScriptExecution) {
    const printed: Record<LogStream, Buffer[]> = { merged: [], stdout: [], stderr: [], system: [] };
    const execution = go({
      write(stream, bytes) {
        printed[stream].push(bytes);
        return undefined;
      },
    });
    const text = (stream: LogStream) => Buffer.concat(printed[stream]).toString();
    const ended = execution.result.then((result) => ({
      ...result,
      merged: text("merged"),
      stdout: text("stdout"),
      stderr: text("stderr"),
      system: text("system"),
    }));
    return { execution, ended };
  }
  const start: TestExecutor["start"] = (script, request) => prepare(script, request).go();
  return {
    executor,
    workRoot,
    problems,
    prepare,
    start,
    run: (script, request) => start(script, request).ended,
  };
}
