import type { RandomSource } from "../random/random-source.ts";

/** Simulated time, which moves from one event to the next, in milliseconds. */
export class SimulatedTime {
  now = 0;
  readonly random: RandomSource;
  private readonly queue: { at: number; order: number; act: () => void }[] = [];
  private order = 0;

  constructor(random: RandomSource) {
    this.random = random;
  }

  /** Runs the next event; false where there is none. */
  pass(): boolean {
    const next = this.queue.shift();
    if (next === undefined) return false;
    this.now = next.at;
    next.act();
    return true;
  }

  /** Runs `act` after so many milliseconds. */
  at(after: number, act: () => void): void {
    const at = this.now + after;
    this.order += 1;
    const entry = { at, order: this.order, act };
    let place = this.queue.length;
    while (place > 0 && (this.queue[place - 1]?.at ?? 0) > at) place -= 1;
    this.queue.splice(place, 0, entry);
  }

  /** Runs `act` again and again, at slightly random intervals, while `isOn` gives true. */
  protected every(period: number, act: () => void, isOn: () => boolean = () => true): void {
    const round = (): void => {
      if (!isOn()) return;
      act();
      this.at(period * (0.8 + this.random.next() * 0.4), round);
    };
    this.at(period * this.random.next(), round);
  }
}
