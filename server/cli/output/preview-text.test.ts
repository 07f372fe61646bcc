import { TRPCClientError } from "@trpc/client";
import { expect, test } from "vitest";
import type { PreviewView } from "#contract/pipelines/previews.ts";
import { sayBefore } from "./preview-text.ts";

const refusedFor = (code: string) =>
  TRPCClientError.from({
    error: { message: "no", code: -32_000, data: { refusal: { code, text: "It is so." } } },
  });

async function saidOf(preview: Promise<PreviewView>): Promise<readonly string[]> {
  const said: string[] = [];
  await sayBefore({ say: (text) => void said.push(text) }, preview);
  return said;
}

test.each(["not-allowed", "database-busy"])(
  "an act is tried although what it does cannot be listed, which is said: %s",
  async (code) => {
    expect(await saidOf(Promise.reject(refusedFor(code)))).toEqual([
      "What will happen is not listed: It is so.",
    ]);
  },
);

test.each(["not-found", "not-signed-in"])(
  "of what the act would be refused for, too, nothing is swallowed: %s",
  async (code) => {
    await expect(saidOf(Promise.reject(refusedFor(code)))).rejects.toThrow("no");
  },
);
