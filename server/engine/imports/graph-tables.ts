import { isJsonList, isJsonMap, type Json } from "../json/json.ts";
import { readJson } from "../json/read-json.ts";
import { writeJson } from "../json/write-json.ts";
import { cutText } from "../text/cut-text.ts";
import { freeValueName } from "../values/free-value-name.ts";
import { DefinitionPart } from "./foreign/definition-part.ts";
import { typeOfWord } from "./foreign/foreign-values.ts";
import { freeGraphName, GraphBuilder, graphNameFrom } from "./foreign/graph-builder.ts";

/** A vertex of the tables under its id. */
type Row = {
  readonly id: string;
  readonly name: string;
  readonly next: Json | undefined;
  readonly place: string;
};

/**
 * The rows of the tables `graph`, `vertex` and `edge`: one graph for each row of `graph`. A script's text and the inputs
 * of a vertex are JSON in a column of text.
 */
export function importGraphTables(definition: DefinitionPart, name?: string): readonly GraphBuilder[] {
  const graphRows = definition.all("graph");
  const vertexRows = definition.all("vertex");
  const edgeRows = definition.all("edge");
  if (name !== undefined && graphRows.length > 1)
    throw new RangeError(`The tables hold ${graphRows.length} graphs, which keep their own names.`);
  const taken = new Set<string>();
  const builders = graphRows.map((row) => {
    const id = row.text("id");
    const isOfGraph = (part: DefinitionPart) => part.text("g_id") === id;
    return tableGraph(row, { name, taken }, vertexRows.filter(isOfGraph), edgeRows.filter(isOfGraph));
  });
  const ids = new Set(graphRows.map((row) => row.text("id")));
  for (const row of [...vertexRows, ...edgeRows])
    if (!ids.has(row.text("g_id"))) {
      row.ignore(...row.names());
      builders[0]?.note(
        null,
        row.place,
        `not carried over: there is no graph with the id ${row.text("g_id")}`,
        true,
      );
    }
  builders[0]?.noteUnread(null, definition.unread());
  return builders;
}

function tableGraph(
  graph: DefinitionPart,
  { name, taken }: { readonly name: string | undefined; readonly taken: Set<string> },
  vertexRows: readonly DefinitionPart[],
  edgeRows: readonly DefinitionPart[],
): GraphBuilder {
  const wanted = graph.text("name") ?? "imported";
  const builder = new GraphBuilder(name ?? freeGraphName(graphNameFrom(wanted), taken));
  taken.add(builder.name.toLowerCase());
  if (name === undefined && builder.name !== wanted)
    builder.note(null, graph.place, `its name was ${JSON.stringify(wanted)}`);
  builder.set("description", graph.text("desc") ?? undefined);
  graph.ignore("checked");
  if (graph.flag("sealed"))
    builder.note(null, graph.placeOf("sealed"), "it was sealed there; here it is a draft");
  const rows = vertexRows.map((row) => tableVertex(builder, row));
  const names = new Map(rows.map(({ id, name }) => [id, name]));
  const successors = new Map<string, string[]>(rows.map(({ name }) => [name, []]));
  for (const row of edgeRows) {
    row.ignore("id");
    const [tail, head] = [names.get(row.text("tail") ?? ""), names.get(row.text("head") ?? "")];
    if (tail === undefined || head === undefined) {
      const missing = tail === undefined ? row.text("tail") : row.text("head");
      builder.note(null, row.place, `not carried over: there is no vertex with the id ${missing}`, true);
    } else if (tail === head)
      builder.note(tail, row.place, "not carried over: the edge leads to its own tail", true);
    else if (successors.get(tail)?.includes(head))
      builder.note(tail, row.place, `the edge to ${head} was there twice`);
    else {
      successors.get(tail)?.push(head);
      builder.connect({ tail, head });
    }
  }
  for (const row of rows) noteNext(builder, row, names, successors.get(row.name) ?? []);
  return builder;
}

function tableVertex(builder: GraphBuilder, row: DefinitionPart): Row {
  const id = row.text("id") ?? "";
  const name = builder.reserve(row.text("name") ?? `vertex ${id}`, row.placeOf("name"));
  const inputs = inputsOf(builder, name, row);
  const place = row.placeOf("script");
  const column = row.value("script");
  const script = typeof column === "string" ? jsonOf(column) : (column ?? null);
  if (script === null || !isJsonMap(script)) {
    if (typeof column === "string" && column.trim() !== "") {
      builder.note(name, place, "the column is no JSON; all of it was taken as the script");
      builder.add(name, { inputs, script: column });
    } else {
      builder.add(name, { inputs });
      if (column !== undefined && column !== null && column !== "")
        builder.note(
          name,
          place,
          `not carried over: it is no script: ${cutText(writeJson(column), 200)}`,
          true,
        );
    }
    return { id, name, next: undefined, place };
  }
  const part = new DefinitionPart(script, place);
  builder.add(name, { inputs, script: part.text("script") ?? "", description: row.text("desc") ?? "" });
  const next = part.value("next");
  builder.noteUnread(name, part.unread());
  return { id, name, next, place: part.placeOf("next") };
}

function inputsOf(builder: GraphBuilder, vertex: string, row: DefinitionPart): ReadonlyMap<string, object> {
  const column = row.value("input");
  const place = row.placeOf("input");
  const inputs = typeof column === "string" ? jsonOf(column) : (column ?? null);
  if (!isJsonMap(inputs)) {
    if (column !== undefined && column !== null && column !== "")
      builder.note(
        vertex,
        place,
        `not carried over: it is no map of inputs: ${cutText(writeJson(column), 200)}`,
        true,
      );
    return new Map();
  }
  const all = new DefinitionPart(inputs, place);
  const read = new Map<string, object>();
  for (const wanted of all.names()) {
    const part = all.part(wanted);
    const input = freeValueName([wanted], read.keys());
    if (input !== wanted)
      builder.note(
        vertex,
        all.placeOf(wanted),
        `the input was called ${JSON.stringify(wanted)}; its placeholders have to be changed`,
        true,
      );
    if (part === null) {
      read.set(input, { type: "string" });
      continue;
    }
    const word = part.text("type") ?? "str";
    const type = typeOfWord(word);
    if (type === null)
      builder.note(
        vertex,
        part.placeOf("type"),
        `the type ${JSON.stringify(word)} is not known here; string was taken`,
        true,
      );
    const given = part.value("default");
    const spec = {
      type: type ?? "string",
      ...(part.flag("required") && { required: true }),
      ...(given !== undefined && given !== null && { default: given }),
      description: part.text("desc") ?? part.text("description") ?? "",
    };
    read.set(input, spec);
  }
  builder.noteUnread(vertex, all.unread());
  return read;
}

/** `next` in a script: which of the edges it follows. It can be read in two ways, so both are told. */
function noteNext(
  builder: GraphBuilder,
  { name, next, place, id }: Row,
  names: ReadonlyMap<string, string>,
  successors: readonly string[],
): void {
  if (next === undefined || next === null || next === "") return;
  const wanted = (isJsonList(next) ? next : [next]).map((each) =>
    typeof each === "string" ? each : writeJson(each),
  );
  const known = [...names.values()];
  const heads = wanted.map((each) => (known.includes(each) ? each : names.get(each)));
  const shown = `\`next: ${writeJson(next)}\``;
  const missing = wanted.find((_, index) => !successors.includes(heads[index] ?? ""));
  const problem = heads.includes(name)
    ? `${shown} names ${name} itself (its id is ${id}), which would never end: not carried over. Say what comes after ${name}`
    : missing !== undefined
      ? `${shown}: no edge leads from ${name} to ${JSON.stringify(missing)}: not carried over`
      : null;
  if (problem !== null) builder.note(name, place, problem, true);
  const others = successors.filter((head) => !heads.includes(head));
  if (problem !== null || others.length === 0) return;
  const list = others.join(", ");
  builder.note(
    name,
    place,
    `${shown} was not carried over, since it can be read in two ways. Either ${name} goes on to ${heads.join(", ")} only, and ${list} is never reached from it: then remove the edge to ${list}, or write next=${heads.join(",")} to $SIGNALBOX_OUTPUT in its script. Or all edges count, as they were drawn: then there is nothing to do`,
  );
}

function jsonOf(text: string): Json {
  const read = readJson(text);
  return read.ok ? read.value : null;
}
