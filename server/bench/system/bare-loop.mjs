/**
 * What is to be come near: a process that does nothing but spawn `bash -c SCRIPT`, layer after layer, as many side by
 * side as a runner has slots. It is plain JavaScript and imports nothing else, because to fork a large process takes
 * longer than to fork a small one.
 */
import { spawn } from "node:child_process";
import { once } from "node:events";

/** @param {{ layers: readonly number[], script: string, slots: number }} question */
async function run({ layers, script, slots }) {
  const began = performance.now();
  for (const width of layers) {
    let left = width;
    const worker = async () => {
      while (left > 0) {
        left -= 1;
        const child = spawn("bash", ["-c", script], { stdio: ["ignore", "pipe", "pipe"], detached: true });
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

process.on("message", ({ ask, question }) => {
  run(question).then(
    (answer) => process.send?.({ ask, answer }),
    (error) => process.send?.({ ask, problem: String(error) }),
  );
});
process.send?.("ready");
