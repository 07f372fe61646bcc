import type { TransferSpec } from "../model/graph-content.ts";

/**
 * The key of Redis that says how far the source of a transfer has been read; null where rows leave the source instead.
 *
 * @param name of the transfer.
 */
export function placeKeyOf({ from, dead }: TransferSpec, name: string): string | null {
  return from["redis-stream"] === undefined ? `${dead.stream}:cursor:${name}` : null;
}
