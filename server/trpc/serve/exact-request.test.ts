import { expect, test } from "vitest";
import { exactRequest } from "./exact-request.ts";

async function inputOf(search: string, input: string): Promise<unknown> {
  const asked = await exactRequest(
    new Request(`http://127.0.0.1/api/trpc/a,b?${search}input=${encodeURIComponent(input)}`),
  );
  const sent = await exactRequest(
    new Request(`http://127.0.0.1/api/trpc/a,b?${search}`, { method: "POST", body: input }),
  );
  if (!(asked instanceof Request && sent instanceof Request)) throw new Error("It was refused.");
  const read: unknown = JSON.parse(new URL(asked.url).searchParams.get("input") ?? "");
  expect(JSON.parse(await sent.text())).toEqual(read);
  return read;
}

test("the inputs of a batch stay by number, also where a call has none; in them every name keeps its place", async () => {
  const inner = '{"name":"x","2":3.10,"1":null}';
  const kept = {
    $map: [
      ["name", "x"],
      ["2", { $number: "3.10" }],
      ["1", null],
    ],
  };
  expect(await inputOf("batch=1&", `{"1":${inner}}`)).toEqual({ 1: kept });
  expect(await inputOf("batch=1&", "{}")).toEqual({});
  expect(await inputOf("", inner)).toEqual(kept);
});
