import type { Redis } from "ioredis";
import { TransferProblem } from "./transfer-problem.ts";

/** @throws TransferProblem where the key holds something else than a stream. One that is not there may come. */
export async function checkStream(redis: Redis, connection: string, key: string): Promise<void> {
  const type = await redis.type(key);
  if (type !== "stream" && type !== "none")
    throw new TransferProblem(
      `the key ${JSON.stringify(key)} of the connection ${connection} is no stream: it holds a ${type}`,
    );
}
