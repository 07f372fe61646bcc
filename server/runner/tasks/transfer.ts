import type { TransferTask } from "#engine/kinds/kind/task.ts";
import { placeKeyOf } from "#engine/transfers/place-key.ts";
import { maskedText } from "#platform/secrets/secret-masker.ts";
import { allowedAddresses } from "#services/connections/clients/allowed-addresses.ts";
import { ServerProblem, serverProblem } from "#services/connections/clients/server-problem.ts";
import { TransferProblem } from "#services/transfer-ends/transfer-problem.ts";
import { type EndReason, type Execute, NOTHING_RAN } from "../execution/execution.ts";
import { startLongTimer } from "../execution/long-timer.ts";
import { type OwnText, ownText, trustedText, writeOwnText } from "../execution/own-text.ts";
import { passwordsOf } from "../execution/passwords-of.ts";
import { openSource, openTarget } from "../transfer/open-ends.ts";
import { type OnRound, runTransfer } from "../transfer/run-transfer.ts";
import type { RunnerResources } from "./runner-resources.ts";

/** So many dead letters of a round are shown in the log. All are in their stream. */
const MAX_SHOWN_DEAD = 10;

/**
 * Moves rows between the servers of connections. However it ends, each row is in the source, in the target or in the dead
 * letters; a kill closes its connections and ends its requests.
 */
export function transferExecutor({ env }: RunnerResources): Execute<TransferTask> {
  const allowed = allowedAddresses(env.httpAllow);
  return (task, { connections = [], timeoutMs, sink }) => {
    const masked = (text: string) => maskedText(text, passwordsOf(connections));
    let logBytes = 0;
    let endedBy: EndReason | null = null;
    let stop: (error: Error) => void = () => undefined;
    const stopped = new Promise<never>((_, reject) => {
      stop = reject;
    });
    stopped.catch(() => undefined);
    const requests = new AbortController();
    const opened: (() => void)[] = [() => requests.abort()];
    const close = () => {
      for (const each of opened.splice(0)) each();
    };
    const kill = (reason: EndReason) => {
      endedBy ??= reason;
      stop(new TransferProblem("ended"));
      close();
    };
    const stopTimer = timeoutMs === null ? () => undefined : startLongTimer(timeoutMs, () => kill("timeout"));
    const say = (text: OwnText) => void writeOwnText(sink, text);
    const print = (text: string) => {
      const bytes = Buffer.from(`${text}\n`);
      logBytes += bytes.length;
      void sink.write("stdout", bytes);
    };
    const onRound: OnRound = (round, { read, written, dead }, letters) => {
      say(ownText`Round ${round}: ${read} read, ${written} written, ${dead} dead`);
      for (const { id, reason } of letters.slice(0, MAX_SHOWN_DEAD)) print(`dead ${id}: ${reason}`);
      if (letters.length > MAX_SHOWN_DEAD) say(ownText`and ${letters.length - MAX_SHOWN_DEAD} more`);
    };
    const work = async () => {
      const onOpen = (each: () => void) => {
        opened.push(each);
        // It was ended while it connected.
        if (endedBy !== null) close();
      };
      const opening = { task, connections, allowed, onOpen, signal: requests.signal };
      const place = placeKeyOf(task.spec, task.name);
      if (place !== null) print(masked(`Goes on at the place in ${place}`));
      const target = await openTarget(opening);
      return runTransfer(task, await openSource(opening), target, { onRound, masked });
    };
    const result = Promise.race([work(), stopped])
      .then(({ response, stop: { why, text } }) => {
        const { read, written, dead, left } = response;
        const rest = left === null ? ownText`` : ownText`, ${left} left`;
        if (why === "failed") {
          const clause = masked(text);
          print(clause);
          return { ...NOTHING_RAN, logBytes, spawnError: `${clause}; ${written} rows were written before` };
        }
        say(
          ownText`Ended, because ${trustedText(ENDS[why])}: ${read} read, ${written} written, ${dead} dead${rest}`,
        );
        return { ...NOTHING_RAN, logBytes, response };
      })
      .catch((error: unknown) => {
        if (endedBy !== null) return { ...NOTHING_RAN, logBytes, endedBy };
        const found =
          error instanceof TransferProblem || error instanceof ServerProblem
            ? error
            : serverProblem(error, "");
        const clause = masked(found.message);
        print(clause);
        return { ...NOTHING_RAN, logBytes, spawnError: clause };
      })
      .finally(() => {
        stopTimer();
        close();
      });
    return { kill, result };
  };
}

const ENDS = {
  empty: "the source is empty",
  rounds: "its rounds are over",
  full: "the target has no room",
} as const;
