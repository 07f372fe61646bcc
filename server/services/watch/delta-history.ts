/** What changed between two places of a cursor: after `from`, up to `to`. */
export type Step<Delta> = { readonly from: number; readonly to: number; readonly delta: Delta };

/**
 * The last steps of something that changes, each beginning where the one before ends. It is bounded: who is further behind
 * than it reaches has to read by itself.
 */
export class DeltaHistory<Delta> {
  private readonly limits: { readonly steps: number; readonly size: number };
  private readonly sizeOf: (delta: Delta) => number;
  private readonly steps: Step<Delta>[] = [];
  private size = 0;
  private end: number | null = null;

  /** @param limits how many steps are kept, and of which size in all. The last one is kept in any case. */
  constructor(limits: { readonly steps: number; readonly size: number }, sizeOf: (delta: Delta) => number) {
    this.limits = limits;
    this.sizeOf = sizeOf;
  }

  /** The place up to which everything is known; null before `begin`. */
  get newest(): number | null {
    return this.end;
  }

  /** Forgets all steps. What follows begins after `place`. */
  begin(place: number): void {
    this.steps.length = 0;
    this.size = 0;
    this.end = place;
  }

  /** @throws RangeError where the step does not follow the one before. */
  add(step: Step<Delta>): void {
    if (step.from !== this.end || step.to <= step.from)
      throw new RangeError(`A step from ${step.from} to ${step.to} does not follow ${this.end}.`);
    this.steps.push(step);
    this.end = step.to;
    this.size += this.sizeOf(step.delta);
    while (this.steps.length > 1 && this.isFull()) {
      const oldest = this.steps.shift();
      if (oldest !== undefined) this.size -= this.sizeOf(oldest.delta);
    }
  }

  /**
   * The step that leads on from a place; it may begin before that. Null where nothing follows yet, `unknown` where the
   * place is too old.
   */
  after(place: number): Step<Delta> | null | "unknown" {
    if (this.end === null) return "unknown";
    if (place >= this.end) return null;
    const [first] = this.steps;
    if (first === undefined || place < first.from) return "unknown";
    return this.steps.find(({ to }) => to > place) ?? null;
  }

  private isFull(): boolean {
    return this.steps.length > this.limits.steps || this.size > this.limits.size;
  }
}
