import { errorFinding, warningFinding } from "../../model/finding.ts";
import type { Finding, GraphContent, TodoSpec } from "../../model/graph-content.ts";

/** What people, or an import, wrote down as still to do: an error if it blocks sealing, else a warning. */
export function todoFindings(content: GraphContent): readonly Finding[] {
  return [
    ...findingsOf(content.todo, null),
    ...[...content.vertices].flatMap(([name, spec]) => findingsOf(spec.todo, name)),
  ];
}

/** The graph without an entry of `todo`: of a vertex, or (null) of the graph itself. */
export function withoutTodo(content: GraphContent, vertex: string | null, text: string): GraphContent {
  if (vertex === null) return withList(content, text);
  const spec = content.vertices.get(vertex);
  if (spec === undefined) return content;
  return { ...content, vertices: new Map(content.vertices).set(vertex, withList(spec, text)) };
}

function withList<Part extends { readonly todo?: readonly TodoSpec[] }>(part: Part, text: string): Part {
  const { todo, ...others } = part;
  const left = (todo ?? []).filter((each) => each.text !== text);
  return (left.length === 0 ? others : { ...others, todo: left }) as Part;
}

function findingsOf(list: readonly TodoSpec[] | undefined, vertex: string | null): readonly Finding[] {
  return (list ?? []).map(({ text, blocks }) => {
    const place = {
      vertices: vertex === null ? [] : [vertex],
      fix: { label: "Mark as done", change: "todo", vertex, todo: text },
    } as const;
    const end = /[.?!]$/.test(text) ? "" : ".";
    const said = `${vertex === null ? "To do" : `To do in ${vertex}`}: ${text}${end}`;
    return blocks === true ? errorFinding("todo-blocks", said, place) : warningFinding("todo", said, place);
  });
}
