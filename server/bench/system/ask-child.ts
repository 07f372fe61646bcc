import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";

/** A program of the bench in a process of its own, which answers questions one by one or several at once. */
export type AskedChild<Question, Answer> = {
  readonly pid: number;
  /** @throws Error with the child's words where it cannot answer, or has ended. */
  ask(question: Question): Promise<Answer>;
  stop(): Promise<void>;
};

type Message = { readonly ask: number; readonly answer?: unknown; readonly problem?: string };

/**
 * Starts a program that calls `answerParent`, and waits until it is ready.
 *
 * @param nodeArguments for Node itself, before the program.
 * @throws Error where it ends before that.
 */
export async function startAskedChild<Question, Answer>(
  file: string,
  programArguments: readonly string[],
  nodeArguments: readonly string[] = [],
): Promise<AskedChild<Question, Answer>> {
  const child = fork(file, [...programArguments], {
    execArgv: [...nodeArguments],
    stdio: ["ignore", "inherit", "inherit", "ipc"],
  });
  const gone = once(child, "exit");
  const isReady = await Promise.race([once(child, "message").then(() => true), gone.then(() => false)]);
  if (!isReady) throw new Error(`${file} did not begin; its last words stand above.`);
  const waiting = new Map<number, PromiseWithResolvers<Answer>>();
  let asked = 0;
  child.on("message", ({ ask, answer, problem }: Message) => {
    const question = waiting.get(ask);
    waiting.delete(ask);
    if (problem === undefined) question?.resolve(answer as Answer);
    else question?.reject(new Error(problem));
  });
  void gone.then(() => {
    for (const { reject } of waiting.values()) reject(new Error(`${file} ended before its answer.`));
  });
  return {
    pid: child.pid ?? 0,
    ask(question) {
      asked += 1;
      const answer = withResolvers<Answer>();
      waiting.set(asked, answer);
      child.send({ ask: asked, question });
      return answer.promise;
    },
    stop: () => end(child, gone),
  };
}

type PromiseWithResolvers<T> = {
  readonly promise: Promise<T>;
  readonly resolve: (value: T) => void;
  readonly reject: (error: Error) => void;
};

/** Node 20 has no `Promise.withResolvers`. */
function withResolvers<T>(): PromiseWithResolvers<T> {
  let settle: Pick<PromiseWithResolvers<T>, "resolve" | "reject"> | undefined;
  const promise = new Promise<T>((resolve, reject) => {
    settle = { resolve, reject };
  });
  if (settle === undefined) throw new Error("A promise calls its executor at once.");
  return { promise, ...settle };
}

async function end(child: ChildProcess, gone: Promise<unknown>): Promise<void> {
  if (child.connected) child.disconnect();
  await gone;
}
