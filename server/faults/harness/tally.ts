import { existsSync, readFileSync } from "node:fs";

/** One line that a script wrote about itself. */
type Trace = {
  readonly what: "begin" | "tick" | "end";
  readonly vertex: string;
  readonly pipeline: number;
  readonly attempt: number;
  /** Nanoseconds by the machine's clock. */
  readonly at: bigint;
};

/** What scripts did, written down by the scripts: "once" is measured outside the product. */
export class Tally {
  private readonly path: string;

  constructor(path: string) {
    this.path = path;
  }

  /** A script that writes down its begin and its end, around these lines of shell. The lines may call `tick`. */
  script(body: string): string {
    return [
      `trace() { echo "$1 $SIGNALBOX_VERTEX $SIGNALBOX_PIPELINE $SIGNALBOX_ATTEMPT $(date +%s%N)" >> '${this.path}'; }`,
      "tick() { trace tick; }",
      "trace begin",
      body,
      "trace end",
    ].join("\n");
  }

  count(what: Trace["what"], vertex?: string): number {
    return this.traces().filter((each) => each.what === what && (vertex ?? each.vertex) === each.vertex)
      .length;
  }

  /**
   * @throws Error where an attempt began twice, or a vertex was executed by two attempts at a time.
   */
  judge(): void {
    const spans = new Map<string, { track: string; first: bigint; last: bigint; begins: number }>();
    for (const { what, vertex, pipeline, attempt, at } of this.traces()) {
      const track = `${vertex} of pipeline ${pipeline}`;
      const key = `${attempt} of ${track}`;
      const span = spans.get(key) ?? { track, first: at, last: at, begins: 0 };
      const begins = span.begins + (what === "begin" ? 1 : 0);
      spans.set(key, { ...span, begins, last: at });
    }
    for (const [key, { track, first, last, begins }] of spans) {
      if (begins > 1) throw new Error(`attempt ${key} was begun ${begins} times`);
      for (const [other, span] of spans)
        if (other !== key && span.track === track && span.first <= last && first <= span.last)
          throw new Error(`attempts ${key} and ${other} ran at the same time`);
    }
  }

  private traces(): Trace[] {
    if (!existsSync(this.path)) return [];
    const lines = readFileSync(this.path, "utf8").split("\n").filter(Boolean);
    return lines.map((line) => {
      const [what = "", vertex = "", pipeline, attempt, at = "0"] = line.split(" ");
      return {
        what: what as Trace["what"],
        vertex,
        pipeline: Number(pipeline),
        attempt: Number(attempt),
        at: BigInt(at),
      };
    });
  }
}
