import { fromWire, toWire, type Wire } from "#engine/json/wire.ts";

/**
 * The header of a call whose input `transformer` wrote. A call without it is plain JSON, in which no name is a tag. The
 * stream of changes has no header, since a browser sends none there; its input holds numbers and plain words only.
 */
export const WIRE_HEADER = "signalbox-wire";
/** What our own clients send with each call. */
export const WIRE_HEADERS: Readonly<Record<string, string>> = { [WIRE_HEADER]: "1" };

/** How tRPC writes what it sends and reads what it receives, on both sides. */
export const transformer = {
  serialize: toWire,
  deserialize: (value: unknown) => fromWire(value as Wire | undefined),
};
