import { isLevel, SETTINGS_FOR_TEST } from "./containment/levels-for-test.ts";
import { openScriptExecutor } from "./script-executor.ts";

/**
 * A runner that only executes one script and prints its result, for tests that kill or freeze it. Arguments: the work
 * root, the containment, the freeze limit in milliseconds, the script, and `alone` where there are no namespaces.
 */
const [workRoot = "", containment = "", freezeLimitMs = "", script = "", alone] = process.argv.slice(2);
if (!isLevel(containment)) throw new RangeError(containment);

const executor = await openScriptExecutor({
  workRoot,
  containment: {
    ...SETTINGS_FOR_TEST,
    wish: containment,
    ...(alone === "alone" && { isWithoutNamespaces: true }),
  },
  freezeLimitMs: Number(freezeLimitMs),
  onProblem: (text) => console.error(text),
});
let system = "";
const { result } = executor.execute(
  {
    interpreter: "bash",
    script,
    output: "merged",
    env: {},
    secrets: [],
    fence: "default",
    timeoutMs: null,
  },
  {
    write(stream, bytes) {
      if (stream === "system") system += bytes.toString();
      return undefined;
    },
  },
);
console.log(JSON.stringify({ ...(await result), system }));
await executor.close();
