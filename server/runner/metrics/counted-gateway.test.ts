import { expect, test } from "vitest";
import { PipelineGone, type RunnerGateway } from "#contract/runners/runner-gateway.ts";
import { countedGateway } from "./counted-gateway.ts";

test("a call without an answer is counted and fails as it did; a refusal is an answer; other functions are as they were", async () => {
  const told: string[] = [];
  class Gateway {
    readonly isRemote = true;
    private readonly name = "own";
    beat = () => Promise.reject(new Error("no answer"));
    end = () => Promise.reject(new RangeError("It is not allowed."));
    areGone = () => Promise.reject(new Error("The server is not reached."));
    settle = () => Promise.reject(new PipelineGone(7));
    async look() {
      return this.name;
    }
    stopLooking() {
      return this.name;
    }
  }
  const gateway = countedGateway(
    new Gateway() as unknown as RunnerGateway,
    (call, isAnswered) => {
      told.push(`${call} ${isAnswered}`);
    },
    (error) => error instanceof RangeError,
  );
  await expect(gateway.beat(1, 2)).rejects.toThrow("no answer");
  await expect(gateway.end(1)).rejects.toThrow("not allowed");
  await expect(gateway.areGone([1])).rejects.toThrow("not reached");
  await expect(gateway.settle([], {} as never, 0)).rejects.toBeInstanceOf(PipelineGone);
  expect(await gateway.look({} as never, 0)).toBe("own");
  expect(gateway.stopLooking()).toBe("own");
  expect(gateway.isRemote).toBe(true);
  expect(gateway.claimDelays).toBeUndefined();
  expect(told).toEqual(["beat false", "end true", "areGone false", "settle true", "look true"]);
});
