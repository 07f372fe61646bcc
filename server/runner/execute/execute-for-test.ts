import { randomUUID } from "node:crypto";
import { mkdtempSync } from "node:fs";
import { rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll } from "vitest";
import type { ContainmentLevel } from "./containment/detect-containment.ts";
import { type Executor, openExecutor } from "./executor.ts";
import type { Execution, ExecutionRequest, ExecutionResult, LogStream } from "./process/execution.ts";

/** What became of a script, and what it printed. */
export type Executed = ExecutionResult & Record<LogStream, string>;

export type TestExecutor = {
  readonly executor: Executor;
  readonly workRoot: string;
  /** What the executor told of trouble. */
  readonly problems: string[];
  start(
    script: string,
    request?: Partial<ExecutionRequest>,
  ): { execution: Execution; ended: Promise<Executed> };
  run(script: string, request?: Partial<ExecutionRequest>): Promise<Executed>;
};

/** An executor of its own for one test file, which goes with it. */
export async function openTestExecutor(level: ContainmentLevel): Promise<TestExecutor> {
  const workRoot = mkdtempSync(join(tmpdir(), "signalbox-execute-"));
  const problems: string[] = [];
  const executor = await openExecutor({
    workRoot,
    containment: level,
    onProblem: (text) => problems.push(text),
  });
  afterAll(async () => {
    await executor.close();
    await rm(workRoot, { recursive: true, force: true, maxRetries: 10 });
  });

  function start(script: string, request: Partial<ExecutionRequest> = {}) {
    const printed: Record<LogStream, Buffer[]> = { stdout: [], stderr: [], system: [] };
    const execution = executor.startExecution(
      { attempt: randomUUID(), interpreter: "bash", script, env: {}, timeoutMs: 60_000, ...request },
      {
        write(stream, bytes) {
          printed[stream].push(bytes);
          return undefined;
        },
      },
    );
    const text = (stream: LogStream) => Buffer.concat(printed[stream]).toString();
    const ended = execution.result.then((result) => ({
      ...result,
      stdout: text("stdout"),
      stderr: text("stderr"),
      system: text("system"),
    }));
    return { execution, ended };
  }
  return { executor, workRoot, problems, start, run: (script, request) => start(script, request).ended };
}
