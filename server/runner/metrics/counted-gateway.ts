import { PipelineGone, type RunnerGateway } from "#contract/runners/runner-gateway.ts";

/** What a runner asks the database, or the server in its place. */
export const GATEWAY_CALLS = [
  "register",
  "beat",
  "end",
  "noteDraining",
  "areGone",
  "recordGap",
  "look",
  "claim",
  "settle",
  "unsettled",
  "attemptsToKill",
  "readSecrets",
  "storeLog",
  "bytesLogged",
  "claimDelays",
] as const satisfies readonly (keyof RunnerGateway)[];

export type GatewayCall = (typeof GATEWAY_CALLS)[number];

/**
 * The same gateway, with each call counted.
 *
 * @param onCall told when a call has ended: whether it was answered. That a pipeline is not there is an answer.
 * @param isRefusal whether an error is a refusal of the server in place of the database, which is an answer, too.
 */
export function countedGateway(
  gateway: RunnerGateway,
  onCall: (call: GatewayCall, isAnswered: boolean) => void,
  isRefusal: (error: unknown) => boolean = () => false,
): RunnerGateway {
  const calls: ReadonlySet<string | symbol> = new Set(GATEWAY_CALLS);
  return new Proxy(gateway, {
    get(target, name) {
      const found: unknown = Reflect.get(target, name, target);
      if (typeof found !== "function") return found;
      if (!calls.has(name)) return found.bind(target) as unknown;
      return async (...words: unknown[]) => {
        try {
          const answer: unknown = await found.apply(target, words);
          onCall(name as GatewayCall, true);
          return answer;
        } catch (error) {
          onCall(name as GatewayCall, error instanceof PipelineGone || isRefusal(error));
          throw error;
        }
      };
    },
  });
}
