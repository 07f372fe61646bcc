/** What all others are called together. */
const OTHER = "(other)";

/** The first names that a process sees, as labels of metrics: so many series there are at most. */
export class BoundedLabels {
  private readonly names = new Set<string>();
  private readonly max: number;

  constructor(max: number) {
    this.max = max;
  }

  labelOf(name: string): string {
    if (this.names.size < this.max) this.names.add(name);
    return this.names.has(name) ? name : OTHER;
  }
}
