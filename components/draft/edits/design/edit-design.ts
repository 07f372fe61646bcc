import { withoutTodo } from "#engine/check/texts/findings-todo.ts";
import { type TidyFix, withAllTextsTidied, withTidiedTexts } from "#engine/check/texts/tidied-texts.ts";
import { withoutValue } from "#engine/check/unused/without-value.ts";
import { parseGraphFile } from "#engine/graph-file/graph-file.ts";
import { graphFileJson, vertexJson } from "#engine/graph-file/graph-file-json.ts";
import type { EdgeSpec, GraphFile } from "#engine/model/graph-content.ts";
import { edited } from "#engine/placeholders/sites/placeholder-sites.ts";
import type { FileFields } from "#engine/shape/file-part.ts";
import { textDigest } from "#engine/text/text-digest.ts";
import { putInFrame, setFrame, setNote } from "../annotation-edits.ts";
import { canRescue } from "../edge-kind.ts";
import { edgeProblem } from "../edge-problem.ts";
import { type EdgeEnds, type Edit, type Edited, isSameEdge, refused } from "../edit.ts";
import { addVertex, moveVertices, pastePart, putBetween, removeParts } from "../edit-vertices.ts";
import { changed, readEdge, readHeader, readVertex } from "../file-part.ts";
import { groupInto, ungroupInto } from "../group-edit.ts";
import { renameParam, renameValue, renameVertex } from "../rename-edits.ts";
import { limitProblem } from "./graph-limits.ts";
import { withKeptParts } from "./kept-parts.ts";

/**
 * What an edit makes of a graph. Pure; nothing is changed in place. An edit that changes nothing gives the same file. A
 * graph that could be saved before can be saved after: an edit that would break that gives a refusal instead.
 */
export function editDesign(file: GraphFile, edit: Edit): Edited {
  const done = editFreely(file, edit);
  const problem = done.ok ? limitProblem(file, done.file) : null;
  return problem === null ? done : refused(problem);
}

function editFreely(file: GraphFile, edit: Edit): Edited {
  switch (edit.do) {
    case "add":
      return addVertex(file, edit);
    case "put-between":
      return putBetween(file, edit);
    case "rename":
      return renameVertex(file, edit);
    case "rename-param":
      return renameParam(file, edit);
    case "rename-input":
    case "rename-output":
      return renameValue(file, edit);
    case "move":
      return moveVertices(file, edit);
    case "connect":
      return connect(file, edit.edge);
    case "reconnect":
      return reconnect(file, edit.edge, edit.to);
    case "remove":
      return removeParts(file, edit);
    case "set-vertex":
      if (!file.content.vertices.has(edit.name)) return refused(`There is no vertex ${edit.name} any more.`);
      return setVertices(file, new Map([[edit.name, edit.spec]]));
    case "correct-text":
      return correctText(file, edit);
    case "set-vertices":
      return setVertices(file, edit.specs);
    case "set-pins":
      return { ok: true, file: withPins(file, edit.pins) };
    case "set-edge":
      return setEdge(file, edit);
    case "set-edge-field":
      return setEdgeField(file, edit);
    case "set-timer":
      return setTimer(file, edit);
    case "set-graph": {
      const read = readHeader(edit.header);
      if (!read.ok) return refused(read.text);
      const { signalbox, name, vertices, edges } = file.content;
      const filled = Object.fromEntries(
        Object.entries(read.value).filter(([, value]) => value !== undefined),
      );
      return {
        ok: true,
        file: { ...file, content: { signalbox, name, ...filled, vertices, edges } },
      };
    }
    case "paste":
      return pastePart(file, edit);
    case "group":
      return groupInto(file, edit);
    case "ungroup":
      return ungroupInto(file, edit);
    case "set-frame":
      return setFrame(file, edit);
    case "put-in-frame":
      return putInFrame(file, edit);
    case "set-note":
      return setNote(file, edit);
    case "tidy":
      return tidyTexts(file, edit.fix);
    case "remove-value":
      return { ok: true, file: { ...file, content: withoutValue(file.content, edit.fix) } };
    case "todo-done":
      return { ok: true, file: { ...file, content: withoutTodo(file.content, edit.vertex, edit.todo) } };
    case "replace":
      return { ok: true, file: { ...edit.file, content: { ...edit.file.content, name: file.content.name } } };
  }
}

function tidyTexts(file: GraphFile, fix: TidyFix | null): Edited {
  const content = fix === null ? withAllTextsTidied(file.content) : withTidiedTexts(file.content, fix);
  const parsed = parseGraphFile(graphFileJson({ ...file, content }));
  // A text that was nothing but such characters can be one that must not be empty.
  return parsed.ok
    ? { ok: true, file: parsed.file }
    : refused(parsed.problems[0]?.text ?? "This would not fit into a graph file.");
}

function correctText(
  file: GraphFile,
  { name, fix: { field, of, edits } }: Extract<Edit, { readonly do: "correct-text" }>,
): Edited {
  const spec = file.content.vertices.get(name);
  if (spec === undefined) return refused(`There is no vertex ${name} any more.`);
  const text = spec[field] ?? "";
  if (textDigest(text) !== of)
    return refused(`The ${field} of ${name} has changed since it was checked: look again.`);
  return setVertices(file, new Map([[name, { ...vertexJson(spec), [field]: edited(text, edits) }]]));
}

/** All or none: where one vertex cannot be so, none changes. */
function setVertices(file: GraphFile, specs: ReadonlyMap<string, FileFields>): Edited {
  const vertices = new Map(file.content.vertices);
  for (const [name, spec] of specs) {
    const before = vertices.get(name);
    if (before === undefined) continue;
    const read = readVertex(name, spec);
    if (!read.ok) return refused(read.text);
    vertices.set(name, withKeptParts(read.value, before));
  }
  return { ok: true, file: changed(file, { vertices }) };
}

function connect(file: GraphFile, edge: EdgeEnds): Edited {
  const { vertices, edges } = file.content;
  if (!vertices.has(edge.tail) || !vertices.has(edge.head))
    return refused("One end of the edge is not there any more.");
  const problem = edgeProblem(file.content, edge);
  if (problem !== null) return refused(problem);
  return { ok: true, file: changed(file, { edges: [...edges, edge] }) };
}

function reconnect(file: GraphFile, edge: EdgeEnds, to: EdgeEnds): Edited {
  const { vertices, edges } = file.content;
  if (isSameEdge(edge, to)) return { ok: true, file };
  if (!edges.some((each) => isSameEdge(each, edge))) return refused("The edge is not there any more.");
  if (!vertices.has(to.tail) || !vertices.has(to.head))
    return refused("One end of the edge is not there any more.");
  const problem = edgeProblem(file.content, to, edge);
  if (problem !== null) return refused(problem);
  return {
    ok: true,
    file: changed(file, { edges: edges.map((each) => (isSameEdge(each, edge) ? { ...each, ...to } : each)) }),
  };
}

function setEdge(
  file: GraphFile,
  { edge, when, rescue }: Extract<Edit, { readonly do: "set-edge" }>,
): Edited {
  const { edges } = file.content;
  const old = edges.find((each) => isSameEdge(each, edge));
  if (old === undefined) return refused("The edge is not there any more.");
  if (when === "") return refused("Say when it is taken: an expression that is true or false.");
  const { tail, head } = old;
  const now: EdgeSpec =
    when === "succeeded"
      ? { tail, head }
      : when === "default"
        ? { tail, head, default: true }
        : { tail, head, when, ...((rescue ?? (old.rescue && canRescue({ when }))) && { rescue: true }) };
  const read = readEdge(now);
  if (!read.ok) return refused(read.text);
  return {
    ok: true,
    file: changed(file, { edges: edges.map((each) => (each === old ? read.value : each)) }),
  };
}

function setEdgeField(
  file: GraphFile,
  { edge, field, value }: Extract<Edit, { readonly do: "set-edge-field" }>,
): Edited {
  const { edges } = file.content;
  const old = edges.find((each) => isSameEdge(each, edge));
  if (old === undefined) return refused("The edge is not there any more.");
  // Somebody may have given it one since the change was offered.
  if (value !== null && (old.when !== undefined || old.default !== undefined))
    return refused("The edge has another condition by now.");
  const { [field]: _, ...others } = old;
  const now: EdgeSpec = value === null ? others : { ...others, [field]: value };
  return { ok: true, file: changed(file, { edges: edges.map((each) => (each === old ? now : each)) }) };
}

function setTimer(file: GraphFile, { edge, after }: Extract<Edit, { readonly do: "set-timer" }>): Edited {
  const { edges } = file.content;
  if (!edges.some((each) => isSameEdge(each, edge))) return refused("The edge is not there any more.");
  const read = readEdge({ tail: edge.tail, head: edge.head, after });
  if (!read.ok) return refused(read.text);
  return {
    ok: true,
    file: changed(file, { edges: edges.map((each) => (isSameEdge(each, edge) ? read.value : each)) }),
  };
}

/** A vertex that is gone, or runs no graph any more, stays as it is. */
function withPins(file: GraphFile, pins: Extract<Edit, { do: "set-pins" }>["pins"]): GraphFile {
  const vertices = new Map(file.content.vertices);
  for (const [name, graph] of pins) {
    const spec = vertices.get(name);
    if (spec?.graph !== undefined) vertices.set(name, { ...spec, graph });
  }
  return pins.size === 0 ? file : changed(file, { vertices });
}
