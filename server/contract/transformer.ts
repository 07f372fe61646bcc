import { fromWire, toWire, type Wire } from "#engine/json/wire.ts";

/** How tRPC writes what it sends and reads what it receives, on both sides. */
export const transformer = {
  serialize: toWire,
  deserialize: (value: unknown) => fromWire(value as Wire | undefined),
};
