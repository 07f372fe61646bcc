import { Readable } from "node:stream";
import { TRPCClientError } from "@trpc/client";
import { expect, test } from "vitest";
import { CommandContext } from "../../command/command-context.ts";
import { doToEach } from "./each-pipeline.ts";

/** Does something to the pipelines 7, 8 and 9, which ends with this error at 8. */
async function failingAt8(error: unknown, options: { json?: true } = {}) {
  const said = { out: "", err: "" };
  const context = new CommandContext({
    env: {},
    stdin: Readable.from([]),
    stdout: {
      write: (text) => {
        said.out += text;
      },
    },
    stderr: {
      write: (text) => {
        said.err += text;
      },
    },
    endWithReaders: () => undefined,
    onInterrupt: () => () => undefined,
  });
  const tried: number[] = [];
  await doToEach(context, { ...options, verb: "retry" }, [7, 8, 9], async (id) => {
    tried.push(id);
    if (id === 8) throw error;
    return { text: "a run again", document: { retried: ["a"] } };
  });
  return { ...said, tried, exitCode: context.exitCode };
}

const refusal = { code: "state-forbids", text: "Nothing has failed." } as const;
const data = { code: "CONFLICT", httpStatus: 409, refusal } as const;
const refused = TRPCClientError.from({ error: { code: -32_600, message: refusal.text, data } });
const lost = TRPCClientError.from(Object.assign(new Error("socket hang up"), { code: "ECONNRESET" }));
const away = TRPCClientError.from(Object.assign(new Error("refused"), { code: "ECONNREFUSED" }));

test("a refusal of one pipeline keeps no other from being done", async () => {
  const { out, err, tried, exitCode } = await failingAt8(refused);
  expect(out).toBe("7: a run again\n8: not done: Nothing has failed.\n9: a run again\n2 of 3 done.\n");
  expect({ err, tried, exitCode }).toEqual({ err: "", tried: [7, 8, 9], exitCode: 3 });
});

test("where the connection breaks, the results so far are printed, then what is unknown, what is left, and how to go on", async () => {
  const { out, err, tried, exitCode } = await failingAt8(lost);
  expect(out).toMatch(
    /^7: a run again\n8: not done: The connection .* broke .* It is unknown whether it was done. Look at it first: `pipeline show 8`.\n1 of 3 done.\n$/,
  );
  expect(err).toBe(
    "Not tried: 9.\nGo on with `pipeline retry 8 9` and the same options, without --state and --graph.\n",
  );
  expect({ tried, exitCode }).toEqual({ tried: [7, 8], exitCode: 4 });
  const none = await failingAt8(away);
  expect(none.out).toContain("8: not done: Nothing answers at");
  expect(none.out).not.toContain("unknown whether");
});

test("with --json the results are one document, also where something broke in the middle", async () => {
  const { out, exitCode } = await failingAt8(new TypeError("x is not a function"), { json: true });
  expect(JSON.parse(out)).toEqual([
    { pipeline: 7, done: true, retried: ["a"] },
    { pipeline: 8, done: false, error: expect.objectContaining({ code: "command-line-broke" }) },
    { pipeline: 9, done: false, error: { code: "not-tried", text: "It was not tried." } },
  ]);
  expect(exitCode).toBe(70);
});
