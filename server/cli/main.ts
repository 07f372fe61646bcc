import { runCommandLine } from "./run-command-line.ts";

// Whoever reads has enough (`signalbox logs 7 A | head`): nothing is left to say to anybody.
for (const stream of [process.stdout, process.stderr])
  stream.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code !== "EPIPE") throw error;
    process.exit();
  });

process.exitCode = await runCommandLine(process.argv.slice(2), {
  env: process.env,
  stdin: process.stdin,
  stdout: process.stdout,
  stderr: process.stderr,
  onInterrupt: (listener) => {
    process.once("SIGINT", listener);
    return () => process.removeListener("SIGINT", listener);
  },
});
