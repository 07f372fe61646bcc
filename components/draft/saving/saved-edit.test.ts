import { TRPCClientError } from "@trpc/client";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { RefusalCode } from "#contract/refusal.ts";
import { savedEdit } from "./saved-edit.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const refusal = (code: RefusalCode) =>
  TRPCClientError.from({
    error: { code: -32_600, message: code, data: { refusal: { code, text: code } } },
  } as never);
const done = { is: "done", answer: { edit: 7 } } as const;

/** Asked for a save, the server first refuses to say, then says that it was carried out. */
async function editAfter(code: RefusalCode) {
  const ask = vi.fn().mockRejectedValueOnce(refusal(code)).mockResolvedValue(done);
  const edit = savedEdit(ask, new AbortController().signal);
  await vi.runAllTimersAsync();
  return await edit;
}

test.each(["database-away", "database-busy", "outcome-unknown"] as const)(
  "a save is asked about again where the answer is %s: it may still be under way",
  async (code) => {
    expect(await editAfter(code)).toBe(7);
  },
);

test("a save that the server does not tell this person about was not carried out for them", async () => {
  expect(await editAfter("not-allowed")).toBeNull();
});

test("nobody is asked any more once the page is left", async () => {
  const left = new AbortController();
  left.abort();
  const ask = vi.fn();
  expect(await savedEdit(ask, left.signal)).toBeNull();
  expect(ask).not.toHaveBeenCalled();
});
