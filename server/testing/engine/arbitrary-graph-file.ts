import fc from "fast-check";
import { KINDS } from "#engine/kinds/kinds.ts";
import type { Json, VertexKind, VertexSpec } from "#engine/model/graph-content.ts";
import { KIND_FIELDS, type OwnField, VERTEX_KINDS } from "#engine/shape/fields/kind-fields.ts";
import { INPUT_TYPES } from "#engine/shape/input-shape.ts";
import { vertexNameProblem } from "#engine/shape/names/graph-names.ts";
import { arbitraryAnnotations, arbitraryPlace } from "./arbitrary-annotations.ts";

const word = (pattern: RegExp) => fc.stringMatching(pattern, { size: "small" });
const inputName = word(/^[A-Za-z_][A-Za-z0-9_]{0,8}$/).filter((name) => name !== "__proto__");
const oddName = fc.constantFrom(
  "constructor",
  "toString",
  "true",
  "null",
  "1",
  "007",
  "1e3",
  "é",
  "你好",
  "a b",
  "x-",
  "no",
  "12.5",
  "->q",
);
const vertexName = fc
  .oneof(word(/^[A-Za-z0-9_][A-Za-z0-9_.-]{0,7}$/), oddName)
  .filter((name) => vertexNameProblem(name) === null);

/** Pieces of text that are difficult for files, shells and YAML readers. */
const oddPiece = fc.constantFrom(
  "\n",
  "\n\n",
  " ",
  "  ",
  "\t",
  "\r",
  "\r\n",
  "---",
  "...",
  "# x",
  ": ",
  "- ",
  "|",
  ">",
  "{",
  "}",
  "[",
  "]",
  '"',
  "'",
  "\\",
  "%",
  "@",
  "`",
  "&a",
  "*a",
  "!!js",
  "echo",
  "é",
  "😀",
  "\u2028",
  "\u0085",
  "\uFEFF",
  "\u202E",
  "\u200D",
  "\u007F",
  "\u0007",
  "? ",
  "<<",
  "=",
);
const oddText = fc
  .array(fc.oneof(oddPiece, fc.string({ maxLength: 4 })), { maxLength: 12 })
  .map((pieces) => pieces.join(""));
const script = fc
  .oneof(
    oddText,
    fc.string({ unit: "grapheme", maxLength: 30 }),
    fc.array(oddText, { maxLength: 6 }).map((lines) => lines.join("\n")),
  )
  .filter((text) => !text.includes("\0"));
const prose = script.filter((text) => text.length < 1_000);
const finite = fc.double({ noNaN: true, noDefaultInfinity: true });
const duration = fc.constantFrom("10m", "1h30m", "90s", "500ms", "2d", "60s");
const json = fc
  .jsonValue({ maxDepth: 4 })
  .filter((value) => !/__proto__|\\u0000/.test(JSON.stringify(value)));

const some = <T extends object>(fields: { [K in keyof T]: fc.Arbitrary<T[K]> }, requiredKeys: (keyof T)[]) =>
  fc.record(fields, { requiredKeys } as { requiredKeys: (keyof T)[] });

const outputFields = {
  type: fc.constantFrom(...INPUT_TYPES, "str", "int"),
  required: fc.boolean(),
  default: json,
  from: prose,
  enum: fc.uniqueArray(
    prose.filter((text) => text !== ""),
    { minLength: 1, maxLength: 3 },
  ),
  min: finite,
  max: finite,
  pattern: prose,
  description: prose,
};
const inputSpec = some({ ...outputFields, ask: fc.constant("never") }, ["type"]);
const outputSpec = some(outputFields, ["type"]);

const label = word(/^[A-Za-z0-9_][A-Za-z0-9_.:/-]{0,6}$/);
/** A kind's own field has the value of its example, unless it is overridden below. */
const ownFields = Object.fromEntries(
  Object.entries(KINDS).flatMap(([kind, { example }]) =>
    Object.keys(KIND_FIELDS[kind as VertexKind]).map((field) => [field, fc.constant(example[field])]),
  ),
) as { [Field in OwnField]: fc.Arbitrary<Json | undefined> };

/** Every field of the shape: one that is missing here does not compile. */
const todoText = prose.filter((text) => text !== "");
const todoList = fc.array(
  fc.oneof(todoText, fc.record({ text: todoText, blocks: fc.constant(true) }), fc.record({ text: todoText })),
  { maxLength: 2 },
);
const vertexFields = {
  ...ownFields,
  kind: fc.constantFrom(...VERTEX_KINDS),
  description: prose,
  inputs: fc.dictionary(inputName, inputSpec, { maxKeys: 3, noNullPrototype: true }),
  outputs: fc.dictionary(inputName, outputSpec, { maxKeys: 2, noNullPrototype: true }),
  script,
  interpreter: fc.constantFrom("bash", "sh", "python3", "node"),
  timeout: duration,
  retry: some(
    {
      max: fc.nat(5),
      delay: duration,
      factor: fc.constantFrom(1, 2, 1.5),
      jitter: fc.boolean(),
      onExit: fc.array(fc.integer({ min: 1, max: 255 }), { maxLength: 3 }),
    },
    ["max"],
  ),
  onTimeout: fc.constantFrom("fail", "skip", "retry"),
  foreach: some(
    {
      items: prose.filter((text) => text !== ""),
      default: fc.array(json, { maxLength: 2 }),
      parallel: fc.integer({ min: 1, max: 9 }),
      failFast: fc.boolean(),
      maxFailures: fc.oneof(
        fc.nat(9),
        fc.nat(99).map((share) => `${share}%`),
      ),
      onFailFast: fc.constantFrom("wait", "stop"),
      batch: fc.integer({ min: 1, max: 9 }),
      pause: duration,
    },
    ["items"],
  ),
  repeat: some(
    {
      until: prose.filter((text) => text !== ""),
      max: fc.integer({ min: 1, max: 9 }),
      delay: duration,
    },
    ["until", "max"],
  ),
  poll: some(
    {
      every: fc.constantFrom("30s", "1h"),
      factor: fc.constantFrom(1, 2),
      timeout: duration.filter((text) => text !== "500ms"),
      onExit: fc.array(fc.integer({ min: 1, max: 255 }), { maxLength: 2 }),
    },
    ["every"],
  ),
  wait: some(
    {
      for: duration,
      until: fc.constantFrom("02:00", "2026-12-24T18:00"),
      zone: fc.constantFrom("UTC", "Europe/Berlin"),
      callback: fc.oneof(fc.constant("once"), some({ until: prose, fail: prose }, [])),
    },
    [],
  ),
  http: some(
    {
      method: fc.constantFrom("GET", "POST", "DELETE"),
      url: prose.filter((text) => text !== ""),
      headers: fc.dictionary(word(/^[A-Za-z]{1,3}-[A-Za-z]{1,3}$/), prose, {
        maxKeys: 2,
        noNullPrototype: true,
      }),
      body: script,
      expect: fc.array(fc.integer({ min: 100, max: 599 }), { maxLength: 2 }),
    },
    ["url"],
  ),
  graph: fc.oneof(
    fc.constant("deploy@3"),
    fc.record({ name: fc.constant("deploy"), revision: fc.integer({ min: 1, max: 9 }) }),
    fc.record({
      name: fc.constant("deploy"),
      revision: fc.integer({ min: 1, max: 9 }),
      digest: fc.constant(`sha256:${"0a".repeat(32)}`),
    }),
  ),
  todo: todoList,
  revertFailed: fc.boolean(),
  locks: fc.uniqueArray(
    fc.oneof(
      label,
      label.map((name) => `${name}-{x}`),
      fc.record({ name: label, slots: fc.integer({ min: 1, max: 4 }) }),
    ),
    { maxLength: 2, selector: (lock) => (typeof lock === "string" ? lock : lock.name) },
  ),
  limit: fc.integer({ min: 1, max: 5 }),
  onFailure: fc.constantFrom("fail", "ignore"),
  onLost: fc.constantFrom("ask", "fail", "retry"),
  revert: script,
  labels: fc.uniqueArray(label, { maxLength: 3 }),
  priority: fc.integer({ min: -5, max: 5 }),
  join: fc.constantFrom("all", "any", "every"),
  branch: fc.constantFrom("first", "one", "some"),
  final: fc.constantFrom("always", "failed", "succeeded"),
  prompt: some(
    {
      title: prose,
      assignees: fc.uniqueArray(
        label.map((name) => `group:${name}`),
        { maxLength: 2 },
      ),
      quorum: fc.integer({ min: 1, max: 3 }),
      excludeLauncher: fc.boolean(),
      excludeSealer: fc.boolean(),
      timeout: duration,
      onTimeout: fc.constantFrom("fail", "approve", "reject"),
    },
    [],
  ),
} satisfies Record<keyof VertexSpec, fc.Arbitrary<unknown>>;
const vertexSpec = some(vertexFields, []);

/** A graph file as a person might write it: any field, unusual text everywhere, not in normal form. */
export const arbitraryGraphFile = fc
  .uniqueArray(vertexName, { minLength: 1, maxLength: 6 })
  .chain((names) => {
    const name = fc.constantFrom(...names);
    const plainEdge = fc.tuple(name, name).map(([tail, head]) => `${tail} -> ${head}`);
    const oneOrMore = fc.oneof(name, fc.array(name, { minLength: 1, maxLength: 3 }));
    const chain = fc.array(name, { minLength: 3, maxLength: 4 }).map((all) => all.join(" -> "));
    const fullEdge = some(
      {
        tail: oneOrMore,
        head: oneOrMore,
        when: fc.oneof(
          fc.constantFrom("succeeded", "failed", "always"),
          prose.filter((text) => text !== ""),
        ),
        default: fc.boolean(),
        rescue: fc.boolean(),
        after: duration.filter((text) => text !== "500ms"),
      },
      ["tail", "head"],
    );
    return some(
      {
        signalbox: fc.constant(1),
        name: word(/^[A-Za-z0-9_][A-Za-z0-9_.-]{0,9}$/),
        description: prose,
        todo: todoList,
        params: fc.dictionary(inputName, inputSpec, { maxKeys: 2, noNullPrototype: true }),
        onFailure: fc.constantFrom("stop", "continue", "revert"),
        timeout: duration.filter((text) => text !== "500ms"),
        limits: some(
          { pipelines: fc.integer({ min: 1, max: 3 }), tracks: fc.integer({ min: 1, max: 9 }) },
          [],
        ),
        outputs: fc.dictionary(
          inputName,
          some({ ...outputFields, from: prose.filter((text) => text !== "") }, ["type", "from"]),
          { maxKeys: 2, noNullPrototype: true },
        ),
        vertices: fc
          .tuple(...names.map(() => vertexSpec))
          .map((specs) => Object.fromEntries(names.map((each, place_) => [each, specs[place_]]))),
        edges: fc.array(fc.oneof(plainEdge, chain, fullEdge), { maxLength: 6 }),
        layout: fc
          .tuple(...names.map(() => arbitraryPlace))
          .map((places) => Object.fromEntries(names.map((each, place_) => [each, places[place_]]))),
        ...arbitraryAnnotations(names),
      },
      ["signalbox", "name", "vertices"],
    );
  });
