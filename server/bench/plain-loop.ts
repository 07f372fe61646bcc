import { spawn } from "node:child_process";
import { once } from "node:events";
import type { Shape } from "./shapes.ts";

/**
 * What is to be come near: a loop that does nothing but spawn the same script from the same file, layer after layer, as
 * many side by side as the runner has slots.
 *
 * @returns how long it took, in milliseconds.
 */
export async function plainLoop({ layers }: Shape, file: string, slots: number): Promise<number> {
  const began = performance.now();
  for (const width of layers) {
    let left = width;
    const worker = async () => {
      while (left > 0) {
        left -= 1;
        const child = spawn("bash", [file], { stdio: ["ignore", "pipe", "pipe"], detached: true });
        child.stdout.resume();
        child.stderr.resume();
        const [code] = await once(child, "close");
        if (code !== 0) throw new Error(`The script ended with ${code}.`);
      }
    };
    await Promise.all(Array.from({ length: Math.min(slots, width) }, worker));
  }
  return performance.now() - began;
}
