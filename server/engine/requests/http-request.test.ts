import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { contentOf } from "#testing/engine/simulated-pipeline.ts";
import { findingsOf } from "../check/findings.ts";
import { jsonFrom } from "../json/json.ts";
import type { HttpSpec, Json } from "../model/graph-content.ts";
import { planOf } from "../plan/plan.ts";
import { httpOutcome } from "./http-outcome.ts";
import { renderRequest } from "./http-request.ts";

const text = { type: "string" } as const;
const inputs = { a: text, n: { type: "integer" }, l: { type: "list" } } as const;

function render(spec: HttpSpec, values: Record<string, Json>) {
  const rendered = renderRequest(spec, inputs, values);
  if (!rendered.ok) throw new Error(rendered.problem);
  return rendered.request;
}

describe("the values of a request are data only", () => {
  test("in its address", () => {
    const url = "https://example.com/hosts/{a}?n={n}&{{a}}";
    expect(render({ url }, { a: "x/../y?z=1#&", n: 3 }).url).toBe(
      "https://example.com/hosts/x%2F..%2Fy%3Fz%3D1%23%26?n=3&{a}",
    );
    expect(render({ url: "{a}/x" }, { a: "http://10.0.0.1:81" }).url).toBe("http://10.0.0.1:81/x");
    expect(render({ url: "http://{a}:8080/x" }, { a: "db.example.com" }).url).toBe(
      "http://db.example.com:8080/x",
    );
    for (const a of ["ftp://x", "javascript:alert(1)", "http://me:secret@x", ""])
      expect(() => render({ url: "{a}" }, { a })).toThrow(/its address/);
    for (const a of [".", ".."])
      expect(() => render({ url: "http://x/v/{a}/end" }, { a })).toThrow(/its path/);
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), (a) => {
        fc.pre(a !== "." && a !== "..");
        const made = new URL(render({ url: "https://example.com/{a}/end" }, { a }).url);
        expect(made.host).toBe("example.com");
        expect(made.search + made.hash).toBe("");
        expect(made.pathname.split("/").map(decodeURIComponent)).toEqual(["", a, "end"]);
      }),
    );
  });

  test("in JSON, inside strings and as whole values", () => {
    const body = '{"quoted": "host-{a}", "itself": {a}, "number": {n}, "list": {l}, "plain": "{b}"}';
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), fc.integer(), (a, n) => {
        const sent = render({ url: "http://x", method: "POST", body }, { a, n, l: [1, a] }).body ?? "";
        expect(JSON.parse(sent)).toEqual({
          quoted: `host-${a}`,
          itself: a,
          number: n,
          list: [1, a],
          plain: "{b}",
        });
      }),
    );
    const broken = renderRequest({ url: "http://x", method: "POST", body: "{{a} }" }, inputs, { a: "x" });
    expect(broken).toMatchObject({ ok: false });
  });

  test.each([
    "application/x-ndjson",
    "application/vnd.elasticsearch+x-ndjson;compatible-with=8",
    "application/jsonl; charset=utf-8",
    "text/x-jsonlines",
  ])("in lines of JSON of the type %s, where a value adds no line", (type) => {
    const spec = { url: "http://x", method: "POST", headers: { "Content-Type": type } } as const;
    const body = '{"index": {"_id": {n}}}\n{"msg": "said: {a}", "list": {l}}\n\n';
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), fc.integer(), (a, n) => {
        const lines = (render({ ...spec, body }, { a, n, l: [a] }).body ?? "").split("\n");
        expect(lines).toHaveLength(4);
        expect(lines.slice(0, 2).map((line) => JSON.parse(line))).toEqual([
          { index: { _id: n } },
          { msg: `said: ${a}`, list: [a] },
        ]);
      }),
    );
    expect(() => render({ ...spec, body: '{"n": {n}}\n{"a" {a}}' }, { a: "x", n: 1 })).toThrow(
      /^line 2 of its body is not JSON/,
    );
    expect(render({ ...spec, body: "{a}" }, { a: '{"n": 1}\n[2]\n' }).body).toBe('{"n": 1}\n[2]\n');
    expect(() => render({ ...spec, body: "{a}" }, { a: '{"n": 1}\nx' })).toThrow(/^line 2/);
  });

  test("in hosts, as a whole host or a part of its name", () => {
    expect(render({ url: "https://{a}.example.com/" }, { a: "web-1" }).url).toBe(
      "https://web-1.example.com/",
    );
    for (const url of ["https://api.example.com{a}/", "https://{a}.example.com/", "https://x.{a}/"])
      expect(() => render({ url }, { a: ".evil.com" })).toThrow(/a value would change the host/);
  });

  test("in XML", () => {
    const headers = { "content-type": "application/soap+xml" };
    const sent = render(
      { url: "http://x", method: "POST", headers, body: "<a>{a}</a>" },
      { a: "</a><b c='1'/>&" },
    );
    expect(sent.body).toBe("<a>&#60;/a&#62;&#60;b c=&#39;1&#39;/&#62;&#38;</a>");
  });

  test("in forms and headers", () => {
    const headers = { "Content-Type": "application/x-www-form-urlencoded", "X-Key": "key {a}" };
    const { body, headers: sent } = render(
      { url: "http://x", method: "POST", headers, body: "a={a}&b=1" },
      { a: "é &=+" },
    );
    expect(Object.fromEntries(new URLSearchParams(body ?? ""))).toEqual({ a: "é &=+", b: "1" });
    expect(sent).toMatchObject({ "x-key": "key é &=+" });
    expect(() => render({ url: "http://x", headers: { "X-Key": "{a}" } }, { a: "x\r\nx-more: 1" })).toThrow(
      /X-Key/,
    );
  });

  test("a missing value is reported and not replaced by empty text", () => {
    expect(() => render({ url: "http://x/{a}" }, {})).toThrow(/its input a has no value/);
  });
});

describe("a response", () => {
  const vertex = (spec: object) => {
    const [first] = planOf(
      contentOf({ A: { kind: "http", http: { url: "http://x" }, ...spec } }, []),
    ).vertices;
    if (first === undefined) throw new Error("It has a vertex.");
    return first;
  };
  const answer = (status: number, body: object = {}) => ({
    kind: "http" as const,
    status,
    headers: { "x-id": "7" },
    body: jsonFrom(body),
  });
  const facts = { params: {}, pipeline: {} };

  test("succeeds or fails by its status", () => {
    expect(httpOutcome(vertex({}), answer(204), facts, 0)).toMatchObject({
      to: "succeeded",
      outputs: { status: 204, body: new Map() },
    });
    expect(httpOutcome(vertex({}), answer(302), facts, 0)).toMatchObject({
      to: "failed",
      reason: "status 302",
      exit: 302,
    });
    const odd = vertex({ http: { url: "http://x", expect: [404] } });
    expect(httpOutcome(odd, answer(404), facts, 0).to).toBe("succeeded");
    expect(httpOutcome(odd, answer(200), facts, 0).to).toBe("failed");
  });

  test("gives outputs by expression and by name", () => {
    const outputs = {
      id: { type: "integer", required: true, from: "body.items[0].id" },
      key: { type: "string", from: 'headers["x-id"]' },
      name: { type: "string" },
      absent: { type: "string" },
    };
    const body = { items: [{ id: 5 }], name: "n" };
    expect(httpOutcome(vertex({ outputs }), answer(200, body), facts, 0)).toMatchObject({
      outputs: { id: 5, key: "7", name: "n" },
    });
    expect(httpOutcome(vertex({ outputs }), answer(200, { items: [] }), facts, 0)).toMatchObject({
      to: "failed",
      reason: expect.stringMatching(
        /^the response does not fit: it has no output id: .*body is \{"items":\[\]\}/,
      ),
    });
  });
});

test("undeclared outputs have the types of the received values, so check allows comparisons of them", () => {
  const reads = (when: string) => {
    const vertices = { A: { kind: "http", http: { url: "http://x" } }, B: { script: "b" } };
    return findingsOf(contentOf(vertices, [{ tail: "A", head: "B", when }])).map(({ text: said }) => said);
  };
  expect(reads("outputs.A.status == 200 && outputs.A.body.items[0].id > 3")).toEqual([]);
});

test("check checks the fields of a request", () => {
  const texts = (spec: object) =>
    findingsOf(contentOf({ A: { kind: "http", ...spec } }, [])).map(({ text: said }) => said);
  expect(texts({ http: { url: "http://x/{a}" }, inputs: { a: text } })).toEqual([]);
  expect(texts({})[0]).toMatch(/needs a request/);
  expect(texts({ http: { url: "http://x", body: "{}" } })[0]).toMatch(/GET sends none/);
  const headers = { Accept: "a", "X-A": "1", accept: "b" };
  expect(texts({ http: { url: "http://x", headers } })).toEqual([
    expect.stringMatching(/the header Accept and the header accept, which are one: only the second/),
  ]);
  expect(texts({ http: { url: "http://x" }, script: "x" })[0]).toMatch(/has no `script`/);
  expect(texts({ http: { url: "http://x" }, inputs: { a: text } })[0]).toMatch(/never uses its input a/);
  expect(texts({ http: { url: "http://x" }, outputs: { a: { type: "string", from: "call.x" } } })[0]).toMatch(
    /`status`, `headers`, `body`/,
  );
});
