import { EXIT_CODE } from "./command/exit-code.ts";
import { unreadWord } from "./command/unread-word.ts";
import { runCommandLine } from "./run-command-line.ts";

let outlivesReaders = false;
// The reader has closed the pipe (`signalbox logs 7 A | head`), so nothing more can be written.
for (const stream of [process.stdout, process.stderr])
  stream.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code !== "EPIPE" && error.code !== "ERR_STREAM_DESTROYED") throw error;
    if (!outlivesReaders) process.exit();
  });

const unread = unreadWord(process.argv.slice(2));
if (unread !== null) {
  process.stderr.write(`error: word ${unread} of the command is not UTF-8 text. Nothing was sent.\n`);
  process.exit(EXIT_CODE.badInput);
}

process.exitCode = await runCommandLine(process.argv.slice(2), {
  env: process.env,
  stdin: process.stdin,
  stdout: process.stdout,
  stderr: process.stderr,
  outliveReaders: () => {
    outlivesReaders = true;
  },
  onInterrupt: (listener) => {
    process.once("SIGINT", listener);
    return () => process.removeListener("SIGINT", listener);
  },
});
