import { ServerProblem } from "./server-problem.ts";

/**
 * The result of a step towards a server. Limits of a client are often for one part of connecting only; a server that takes
 * the connection and says nothing is none of them.
 *
 * @throws ServerProblem where it takes longer; nobody is told then of what becomes of it.
 */
export async function inTime<Result>(ms: number, step: Promise<Result>): Promise<Result> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_done, refuse) => {
    timer = setTimeout(() => refuse(new ServerProblem("the server did not answer in time")), ms);
  });
  step.catch(() => undefined);
  try {
    return await Promise.race([step, late]);
  } finally {
    clearTimeout(timer);
  }
}
