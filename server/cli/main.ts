import { EXIT_CODE } from "./command/exit-code.ts";
import { ProcessOutput } from "./command/process-output.ts";
import { unreadWord } from "./command/unread-word.ts";
import { runCommandLine } from "./run-command-line.ts";

const output = new ProcessOutput(process.stdout, process.stderr);
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
  endWithReaders: () => output.endWithReaders(),
  onInterrupt: (listener) => {
    process.once("SIGINT", listener);
    return () => process.removeListener("SIGINT", listener);
  },
});
