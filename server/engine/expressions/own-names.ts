/** Names with CEL types. */
export type Names = Readonly<Record<string, string>>;

/** The place of an expression in the graph, which decides the names that it may read. */
export type GraphScope = "input" | "item" | "round" | "repeat" | "condition" | "graph" | "final";

/** The names that only expressions at that place may read. */
export const OWN_NAMES: Readonly<Record<GraphScope, Names>> = {
  input: {},
  item: { item: "dyn", index: "int" },
  round: { last: "map<string, dyn>", index: "int" },
  repeat: { result: "map<string, dyn>", index: "int" },
  condition: { state: "string", exit: "int" },
  graph: {},
  final: { failures: "list<dyn>" },
};

/** The names that a vertex, or a trigger, may read that receives this. */
export const RECEIVED_NAMES = {
  response: { status: "int", headers: "map<string, string>", body: "dyn" },
  callback: { call: "dyn", calls: "list<dyn>" },
  webhook: { body: "dyn", headers: "map<string, string>", query: "map<string, string>" },
  stream: { record: "map<string, string>", records: "list<dyn>", ids: "list<string>" },
} as const satisfies Readonly<Record<string, Names>>;

/** All these names. Each has the same type wherever it may be read. */
export const ALL_OWN_NAMES: ReadonlyMap<string, string> = new Map(
  [...Object.values(OWN_NAMES), ...Object.values(RECEIVED_NAMES)].flatMap((names) => Object.entries(names)),
);
