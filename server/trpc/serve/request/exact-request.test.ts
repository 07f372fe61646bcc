import fc from "fast-check";
import { expect, test } from "vitest";
import { launchInput } from "#contract/pipelines/pipelines.ts";
import { transformer, WIRE_HEADERS } from "#contract/transformer.ts";
import { namedValues } from "#contract/values.ts";
import { writeJson } from "#engine/json/write-json.ts";
import { arbitraryJson } from "#testing/engine/arbitrary-json.ts";
import { exactRequest } from "./exact-request.ts";

const ADDRESS = "http://127.0.0.1/api/trpc/pipelines.launch";

async function received(request: Request): Promise<string> {
  const exact = await exactRequest(request);
  if (exact instanceof Response) throw new Error(await exact.text());
  return exact.method === "POST" ? exact.text() : (new URL(exact.url).searchParams.get("input") ?? "");
}

const post = (body: string) => new Request(ADDRESS, { method: "POST", body });
const ownPost = (body: string) => new Request(ADDRESS, { method: "POST", body, headers: WIRE_HEADERS });

test("values in a call that is written by hand keep their digits and their names, in their order", async () => {
  await fc.assert(
    fc.asyncProperty(arbitraryJson, fc.boolean(), async (value, isQuestion) => {
      const text = `{"values":{"a":${writeJson(value)}}}`;
      const request = isQuestion ? new Request(`${ADDRESS}?input=${encodeURIComponent(text)}`) : post(text);
      const input = transformer.deserialize(JSON.parse(await received(request))) as { values: object };
      expect(writeJson(namedValues.parse(input.values))).toBe(`{"a":${writeJson(value)}}`);
    }),
  );
});

test("a call of our own clients comes as it was sent", async () => {
  await fc.assert(
    fc.asyncProperty(arbitraryJson, async (value) => {
      const sent = JSON.stringify(transformer.serialize({ params: { a: value }, at: new Date(0) }));
      const input = transformer.deserialize(JSON.parse(await received(ownPost(sent)))) as {
        params: object;
      };
      expect(input).toMatchObject({ at: new Date(0) });
      expect(writeJson(namedValues.parse(input.params))).toBe(writeJson({ a: value }));
    }),
  );
});

test("names that look like tags are names in a call that is written by hand", async () => {
  for (const value of [
    '{"$ref":"x"}',
    '{"$map":[["a",1]]}',
    '{"$number":"1"}',
    '{"$$a":{"$":1},"1":{"$b":2}}',
  ]) {
    const input = transformer.deserialize(JSON.parse(await received(post(`{"params":{"v":${value}}}`))));
    expect(writeJson(namedValues.parse((input as { params: object }).params))).toBe(`{"v":${value}}`);
  }
  const top = transformer.deserialize(JSON.parse(await received(post('{"$map":[["graph","g"]]}'))));
  expect(launchInput.safeParse(top).success).toBe(false);
});

test("a plain object of our own clients may have names that are numbers or begin with $", async () => {
  const sent = JSON.stringify(transformer.serialize({ params: { v: { $a: 1, 2: 3 } } }));
  const input = transformer.deserialize(JSON.parse(await received(ownPost(sent)))) as { params: object };
  expect(writeJson(namedValues.parse(input.params))).toBe('{"v":{"2":3,"$a":1}}');
});

test("values for a vertex are kept or refused, whatever its name is; two ways to type it are one name", async () => {
  const parsed = async (inputs: string) =>
    launchInput.safeParse(
      transformer.deserialize(JSON.parse(await received(post(`{"graph":"g","inputs":${inputs}}`)))),
    );
  for (const name of ["1", "__proto__", "constructor", "$map"]) {
    const { data } = await parsed(`{"${name}":{"a":1}}`);
    expect(Object.entries(data?.inputs ?? {})).toEqual([[name, { a: 1 }]]);
  }
  expect(Object.keys((await parsed('{"e\u0301":{"a":1}}')).data?.inputs ?? {})).toEqual(["\u00e9"]);
  for (const [inputs, path, text] of [
    ['{"2":{"a\\u0000":1}}', ["inputs", "2", "a\0"], /NUL/],
    ['{"a\\u0000":{}}', ["inputs", "a\0"], /NUL/],
    ['{"2":7}', ["inputs", "2"], /Wanted values by name/],
    ['{"e\u0301":{},"\u00e9":{}}', ["inputs", "\u00e9"], /named twice/],
  ] as const) {
    const { error } = await parsed(inputs);
    expect(error?.issues).toEqual([expect.objectContaining({ path, message: expect.stringMatching(text) })]);
  }
});

test("values for a vertex whose name is a number come as they were sent", async () => {
  const input = transformer.deserialize(
    JSON.parse(await received(post('{"graph":"g","inputs":{"2":{"b":3.10},"1":{"a":"x"}}}'))),
  );
  const { inputs } = launchInput.parse(input);
  expect(writeJson(inputs)).toBe('{"1":{"a":"x"},"2":{"b":3.10}}');
});

test("a name that occurs twice is refused with its place; what is no JSON is left to the API", async () => {
  const refused = await exactRequest(post('{"params":{"a":1,"a":2}}'));
  expect(refused).toBeInstanceOf(Response);
  expect(refused instanceof Response && [refused.status, await refused.text()]).toEqual([
    400,
    expect.stringContaining(String.raw`The name \"a\" occurs twice at line 1, column 18.`),
  ]);
  expect(await received(post("{"))).toBe("{");
  expect(await received(new Request(ADDRESS))).toBe("");
});

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
