/** What a person asked to be measured. */
export type BenchOptions = {
  readonly bench: "speed" | "fleet";
  /** One JSON document on stdout instead of tables. */
  readonly isJson: boolean;
  /** Fewer rounds and smaller sizes: for a first look, not for a comparison. */
  readonly isQuick: boolean;
  /** `bench:fleet`: only this part; null: all. */
  readonly only: FleetPart | null;
};

const FLEET_PARTS = ["busy", "idle"] as const;
type FleetPart = (typeof FLEET_PARTS)[number];

const BENCHES: readonly string[] = ["speed", "fleet"] satisfies readonly BenchOptions["bench"][];
const MORE: Readonly<Record<BenchOptions["bench"], string>> = {
  speed: "",
  fleet: ", and --only PART",
};

/**
 * Reads the words of the command line.
 *
 * @returns the options, or a sentence that says which word is not understood.
 */
export function readOptions([first, ...words]: readonly string[]): BenchOptions | { problem: string } {
  if (first === undefined || !BENCHES.includes(first))
    return { problem: `The first word must be one of ${BENCHES.join(", ")}; it is "${first ?? ""}".` };
  const bench = first as BenchOptions["bench"];
  let only: FleetPart | null = null;
  const flags = new Set<string>();
  for (let at = 0; at < words.length; at += 1) {
    const word = words[at] ?? "";
    if (word === "--json" || word === "--quick") flags.add(word);
    else if (word === "--only" && bench === "fleet") {
      at += 1;
      only = FLEET_PARTS.find((part) => part === words[at]) ?? null;
      if (only === null) return { problem: `--only needs one of ${FLEET_PARTS.join(", ")}.` };
    } else
      return {
        problem: `"${word}" is not understood. It takes --json and --quick${MORE[bench]}.`,
      };
  }
  return { bench, isJson: flags.has("--json"), isQuick: flags.has("--quick"), only };
}
