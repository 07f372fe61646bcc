import type { VertexSpec } from "#engine/model/graph-content.ts";
import { NO_UNDO } from "#engine/policies/undo-policy.ts";
import { durationText } from "#engine/time/durations.ts";

const MAX_NAMES = 4;

/** Some names as one phrase: `host, port and 3 more`. */
export function namesText(names: readonly string[]): string | null {
  if (names.length === 0) return null;
  const shown = names.slice(0, MAX_NAMES).join(", ");
  return names.length <= MAX_NAMES ? shown : `${shown} and ${names.length - MAX_NAMES} more`;
}

/** `3 retries, 10s apart`. */
export function retryText({ retry }: VertexSpec): string | null {
  if (retry === undefined) return null;
  const { max = 0, each, delay, factor } = retry;
  const count = each === undefined ? `${max} ${max === 1 ? "retry" : "retries"}` : `retries with ${each}`;
  const pause = delay === undefined ? "" : `, ${durationText(delay)} apart`;
  return `${count}${pause}${factor === undefined || factor === 1 ? "" : `, ×${factor}`}`;
}

export function timeoutText({ timeout, onTimeout }: VertexSpec): string | null {
  if (timeout === undefined) return null;
  return `at most ${durationText(timeout)}${onTimeout === undefined ? "" : `, then ${onTimeout}`}`;
}

export function undoText({ revert }: VertexSpec): string | null {
  if (revert === undefined) return null;
  return revert === NO_UNDO ? "nothing to undo" : "undo script";
}

export function lostText({ onLost }: VertexSpec): string | null {
  if (onLost === undefined) return null;
  return onLost === "retry" ? "retried when its runner is lost" : "fails when its runner is lost";
}

export function locksText({ locks = [] }: VertexSpec): string | null {
  const names = namesText(locks.map((lock) => (typeof lock === "string" ? lock : lock.name)));
  return names === null ? null : `locks ${names}`;
}

export function foreachText({ foreach }: VertexSpec): string | null {
  if (foreach === undefined) return null;
  const { items, parallel } = foreach;
  return `for each of ${items}${parallel === undefined ? "" : `, ${parallel} at once`}`;
}

export function pollText({ poll }: VertexSpec): string | null {
  return poll === undefined ? null : `polls every ${durationText(poll.every)}`;
}

export function routingText({ join, branch }: VertexSpec): string | null {
  const starts = join === "any" ? "starts with the first edge" : join === "every" ? "needs every edge" : null;
  const ends = { some: "needs an edge to go on", first: "takes the first edge", one: "takes one edge" };
  const parts = [starts, branch === undefined ? null : ends[branch]].filter((part) => part !== null);
  return parts.length === 0 ? null : parts.join(", ");
}

export function finalText({ final }: VertexSpec): string | null {
  if (final === undefined) return null;
  return final === "always"
    ? "final step"
    : `final step after ${final === "failed" ? "a failure" : "a success"}`;
}
