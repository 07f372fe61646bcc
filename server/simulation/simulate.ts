import { RandomSource } from "./random/random-source.ts";
import { QueueWorld } from "./world/queue-world.ts";
import { World } from "./world/world.ts";

/**
 * Simulates one world: a pipeline with its runners, and pipelines that queue for limits. Its seed decides everything
 * that happens in it.
 *
 * @throws Error with the seed, where a rule did not hold.
 */
export function playSeed(seed: number): void {
  try {
    new World(new RandomSource(seed)).play();
    new QueueWorld(new RandomSource(seed)).play();
  } catch (error) {
    const text = error instanceof Error ? error.message : String(error);
    throw new Error(`Seed ${seed}: ${text}`, { cause: error });
  }
}

/**
 * `npm run simulate -- --seconds N [--seed S]`: simulates worlds, seed after seed, until the time is over or a rule
 * does not hold. `--pipelines N` in place of the time: so many. `--seed S --seconds 0` repeats one world.
 *
 * @returns the exit code.
 */
export function simulate(words: readonly string[]): number {
  const count = numberAfter(words, "--pipelines");
  const seconds = numberAfter(words, "--seconds") ?? (count === null ? 60 : Number.POSITIVE_INFINITY);
  const first = numberAfter(words, "--seed") ?? Math.floor(Math.random() * 2 ** 31);
  const end = performance.now() + seconds * 1_000;
  let seed = first;
  try {
    do {
      playSeed(seed);
      seed += 1;
    } while (performance.now() < end && seed - first !== count);
  } catch (error) {
    process.stdout.write(
      `${error instanceof Error ? error.message : String(error)}\nRepeat it: npm run simulate -- --seed ${seed} --seconds 0\n`,
    );
    return 1;
  }
  process.stdout.write(`${seed - first} pipelines, seeds ${first} to ${seed - 1}: every rule held.\n`);
  return 0;
}

function numberAfter(words: readonly string[], name: string): number | null {
  const place = words.indexOf(name);
  const number = Number(words[place + 1]);
  return place < 0 || !Number.isFinite(number) ? null : number;
}
