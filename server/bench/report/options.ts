/** What a person asked to be measured. */
export type BenchOptions = {
  readonly bench: "speed" | "fleet" | "size" | "live" | "schedules" | "editor" | "flow";
  /** One JSON document on stdout instead of tables. */
  readonly isJson: boolean;
  /** Fewer rounds and smaller sizes: for a first look, not for a comparison. */
  readonly isQuick: boolean;
  /** `bench:size`: how many ended pipelines are in the database; null: the usual number. */
  readonly old: number | null;
  /** `bench:fleet` and `bench:live`: only this part; null: all. */
  readonly only: Part | null;
};

type Part = "busy" | "idle" | "light" | "streams" | "page";
/** What can be measured alone. */
const PARTS: Readonly<Record<BenchOptions["bench"], readonly Part[]>> = {
  speed: [],
  fleet: ["busy", "idle", "light"],
  size: [],
  live: ["streams", "page"],
  schedules: [],
  editor: [],
  flow: [],
};

const BENCHES: readonly string[] = [
  "speed",
  "fleet",
  "size",
  "live",
  "schedules",
  "editor",
  "flow",
] satisfies readonly BenchOptions["bench"][];
const MORE: Readonly<Record<BenchOptions["bench"], string>> = {
  speed: "",
  fleet: ", and --only PART",
  size: ", and --old NUMBER",
  live: ", and --only PART",
  schedules: "",
  editor: "",
  flow: "",
};
const MAX_OLD = 10_000_000;

/**
 * Reads the words of the command line.
 *
 * @returns the options, or a sentence that says which word is not understood.
 */
export function readOptions([first, ...words]: readonly string[]): BenchOptions | { problem: string } {
  if (first === undefined || !BENCHES.includes(first))
    return { problem: `The first word must be one of ${BENCHES.join(", ")}; it is "${first ?? ""}".` };
  const bench = first as BenchOptions["bench"];
  let old: number | null = null;
  let only: Part | null = null;
  const flags = new Set<string>();
  for (let at = 0; at < words.length; at += 1) {
    const word = words[at] ?? "";
    if (word === "--json" || word === "--quick") flags.add(word);
    else if (word === "--old" && bench === "size") {
      at += 1;
      const value = words[at] ?? "";
      if (!/^\d+$/.test(value) || Number(value) > MAX_OLD)
        return { problem: `--old needs a whole number up to ${MAX_OLD}, such as --old 1000000.` };
      old = Number(value);
    } else if (word === "--only" && PARTS[bench].length > 0) {
      at += 1;
      only = PARTS[bench].find((part) => part === words[at]) ?? null;
      if (only === null) return { problem: `--only needs one of ${PARTS[bench].join(", ")}.` };
    } else
      return {
        problem: `"${word}" is not understood. It takes --json and --quick${MORE[bench]}.`,
      };
  }
  return { bench, isJson: flags.has("--json"), isQuick: flags.has("--quick"), old, only };
}
