import { type Column, figure, tableText } from "../report/table.ts";
import type { GraphFigures } from "./measure-size.ts";
import type { OldFigures } from "./measure-with-old.ts";

export type SizeFigures = {
  readonly sizes: readonly GraphFigures[];
  readonly fanIn: GraphFigures;
  readonly old: readonly OldFigures[];
};

const ms = <Row>(head: string, value: (row: Row) => number): Column<Row> => ({
  head,
  cell: (row) => figure(value(row)),
});

/** The figures as people read them. */
export function sizeText({ sizes, fanIn, old }: SizeFigures): string {
  const graphs = tableText<GraphFigures>(
    [
      { head: "vertices", cell: ({ vertices }) => vertices.toLocaleString("en-US") },
      { head: "edges", cell: ({ edges }) => edges.toLocaleString("en-US") },
      ms("read", (row) => row.read),
      ms("check", (row) => row.check),
      ms("save", (row) => row.save),
      ms("seal", (row) => row.seal),
      ms("launch", (row) => row.launch),
      ms("settle a track", (row) => row.settle),
      ms("open run", (row) => row.openRun),
      ms("open editor", (row) => row.openEditor),
    ],
    [...sizes, fanIn],
  );
  const ended = tableText<OldFigures>(
    [
      { head: "old pipelines", cell: (row) => row.old.toLocaleString("en-US") },
      ms("launch of 100", (row) => row.launch),
      ms("settle a track", (row) => row.settle),
      ms("list", (row) => row.list),
      { head: "copied in", cell: ({ copied }) => `${figure(copied / 1_000)} s` },
    ],
    old,
  );
  return `${graphs}\n${ended}\nMilliseconds. The last line of the first table is a fan-in. No script is started: a settlement is what the database and\nthe services take. Old pipelines have two tracks each, with attempts and events.\n`;
}
