import type { z } from "zod";
import type { TriggerEvent } from "./kept-event.ts";
import type { TriggerNames } from "./trigger-problems.ts";

/** A kind of trigger: what it is set up with, what its expressions may read, and what it is in words. */
export type TriggerKindRecord = {
  /** What events it takes, as a noun. */
  readonly label: string;
  /** The names that its filter and its params may read, with CEL types. */
  readonly names: TriggerNames;
  readonly settings: z.ZodObject;
  /** What it takes, as a line: of settings that were read. */
  readonly summary: (settings: Settings) => string;
  /** The secrets that settings name: each with its place in them. */
  readonly secretsOf: (settings: Settings) => readonly { readonly path: string; readonly name: string }[];
  /** An event that a person made up, as one that comes: its names, and what is absent. */
  readonly complete: (event: TriggerEvent) => TriggerEvent;
  /** An event to begin with, as JSON text. */
  readonly example: string;
};

/** As they are stored. */
export type Settings = Readonly<Record<string, unknown>>;

/** A kind whose functions are given the settings as its shape reads them. */
export function defineTriggerKind<Shape extends z.ZodObject>(kind: {
  readonly label: string;
  readonly names: TriggerNames;
  readonly settings: Shape;
  readonly summary: (settings: z.output<Shape>) => string;
  readonly secretsOf?: (settings: z.output<Shape>) => ReturnType<TriggerKindRecord["secretsOf"]>;
  readonly complete?: TriggerKindRecord["complete"];
  readonly example: string;
}): TriggerKindRecord {
  const { secretsOf = () => [], complete = (event) => event, summary, ...rest } = kind;
  const read = (stored: Settings) => kind.settings.safeParse(stored);
  return {
    ...rest,
    complete,
    // Settings are read before they are stored; an older shape than this one is no reason to fail.
    summary: (stored) => {
      const { success, data } = read(stored);
      return success ? summary(data) : "Its settings are those of an older version: save it again.";
    },
    secretsOf: (stored) => {
      const { success, data } = read(stored);
      return success ? secretsOf(data) : [];
    },
  };
}
