import { readStreamSettings } from "#engine/triggers/stream-kind.ts";
import type { KindEntries, KindView } from "./kind-view.ts";

export const STREAM_LABELS = {
  stream: "Record stream",
  batch: "Records of one pipeline",
  maxAge: "Longest wait for a batch",
  maxOpen: "Open pipelines",
  maxDeliveries: "Tries of a record",
  from: "Begins at",
  keep: "Records stay in the stream",
};

/** The form of a new one. */
export const NEW_STREAM: KindEntries = {
  ...{ stream: "", batch: "1", maxAge: "5s", maxOpen: "10", maxDeliveries: "5" },
  ...{ from: "beginning", keep: "" },
};

/** The form of one that there is. */
export function streamEntries(stored: Readonly<Record<string, unknown>>): KindEntries {
  try {
    const { stream, batch, maxOpen, maxDeliveries, from, keep } = readStreamSettings(stored);
    const { maxAge = NEW_STREAM["maxAge"] } = stored;
    return {
      ...{ stream, batch: String(batch), maxAge: String(maxAge), maxOpen: String(maxOpen) },
      ...{ maxDeliveries: String(maxDeliveries), from, keep: keep ? "yes" : "" },
    };
  } catch {
    // Settings of an older version are those of a new one.
    return NEW_STREAM;
  }
}

const NUMBERS = ["batch", "maxOpen", "maxDeliveries"] as const;

/** What is typed as settings, without what is as usual. How large a number may be, the server says. */
export const settingsOfStream: KindView["settingsOf"] = (entries) => {
  const problems = new Map<string, string>();
  const { stream = "", maxAge = "", from = "", keep = "" } = entries;
  if (stream === "") problems.set("stream", "Required: choose a record stream.");
  const numbers = NUMBERS.map((field) => [field, (entries[field] ?? "").trim()] as const);
  for (const [field, text] of numbers)
    if (!/^[1-9]\d{0,5}$/.test(text)) problems.set(field, "Wanted a whole number from 1.");
  const changed = numbers.filter(([field, text]) => text !== NEW_STREAM[field]);
  return {
    settings: {
      stream,
      ...Object.fromEntries(changed.map(([field, text]) => [field, Number(text)])),
      ...(maxAge.trim() !== NEW_STREAM["maxAge"] && { maxAge: maxAge.trim() }),
      ...(from === "end" && { from }),
      ...(keep === "yes" && { keep: true }),
    },
    problems,
  };
};
