/**
 * Work in lanes: in each lane one piece after the other, several lanes at the same time. A lane whose work takes long, or
 * does not end, holds back no other.
 */
export class Lanes {
  private readonly max: number;
  private readonly running = new Map<string, Promise<void>>();
  /** When each lane had its turn, as a count: the one that had it longest ago goes first. */
  private readonly turns = new Map<string, number>();
  private turn = 0;

  /** @param max so many lanes work at the same time. */
  constructor(max: number) {
    this.max = max;
  }

  /**
   * Begins what is due in lanes that are free, as far as there is room, and does not wait for it.
   *
   * @param due the work of each lane; it must not reject.
   */
  begin(due: ReadonlyMap<string, () => Promise<void>>): void {
    for (const lane of this.turns.keys()) if (!due.has(lane)) this.turns.delete(lane);
    const free = [...due].filter(([lane]) => !this.running.has(lane));
    free.sort(([one], [other]) => (this.turns.get(one) ?? 0) - (this.turns.get(other) ?? 0));
    for (const [lane, work] of free.slice(0, this.max - this.running.size)) {
      this.turns.set(lane, ++this.turn);
      this.running.set(
        lane,
        work().finally(() => this.running.delete(lane)),
      );
    }
  }

  /** Waits until everything that was begun has ended. */
  async idle(): Promise<void> {
    await Promise.all(this.running.values());
  }
}
