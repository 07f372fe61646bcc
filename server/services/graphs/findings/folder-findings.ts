import { errorFinding, warningFinding } from "#engine/model/finding.ts";
import type { Finding, GraphContent } from "#engine/model/graph-content.ts";
import { folderText, isWithin } from "#engine/rights/folder-path.ts";
import { connectionsOfTransfer } from "#engine/transfers/transfer-connections.ts";
import type { Queries } from "#platform/database/db.ts";
import { connectionRows } from "#repos/fleet/connection-rows.ts";
import { foldersOfSecrets } from "#repos/fleet/secret-rows.ts";
import { boundLabels } from "#repos/rights/runner-label-rows.ts";

/** Findings about secrets, connections and runner labels that a graph in this folder may not use. */
export async function folderFindings(
  tx: Queries,
  { vertices }: GraphContent,
  folder: string,
): Promise<readonly Finding[]> {
  const secrets = [...vertices].flatMap(([vertex, { inputs = {} }]) =>
    Object.entries(inputs).flatMap(([input, { type, default: usual }]) =>
      type === "secret" && typeof usual === "string" ? [{ vertex, input, name: usual }] : [],
    ),
  );
  const labels = [...vertices].flatMap(([vertex, spec]) =>
    (spec.labels ?? []).map((label) => ({ vertex, label })),
  );
  const connections = [...vertices].flatMap(([vertex, { transfer }]) =>
    transfer === undefined ? [] : connectionsOfTransfer(transfer).map((each) => ({ ...each, vertex })),
  );
  const rows = await connectionRows(tx, [...new Set(connections.map(({ name }) => name))]);
  const ofSecrets = await foldersOfSecrets(tx, [...new Set(secrets.map(({ name }) => name))]);
  const bound = await boundLabels(tx, [...new Set(labels.map(({ label }) => label))]);
  const ofLabels = new Map(bound.map((each) => [each.label, each.folder]));
  const isForeign = (other: string | undefined) => other !== undefined && !isWithin(folder, other);
  return [
    ...secrets
      .filter(({ name }) => isForeign(ofSecrets.get(name)))
      .map(({ vertex, input, name }) =>
        errorFinding(
          "secret-folder",
          `The secret ${name}, which ${vertex} reads as ${input}, is in another folder: graphs in ${folderText(folder)} may use those of their own folder and of the folders above it.`,
          { vertices: [vertex] },
        ),
      ),
    ...connections.flatMap(({ vertex, name, kind, end }) => {
      const place = { vertices: [vertex] };
      const row = rows.find((each) => each.name === name);
      const uses = `${vertex} uses the connection ${name} (\`${end}\`)`;
      if (row === undefined)
        return [warningFinding("connection-missing", `${uses}, and there is none of this name yet.`, place)];
      if (isForeign(row.folder))
        return [
          errorFinding(
            "connection-folder",
            `${uses}, which is in another folder: graphs in ${folderText(folder)} may use those of their own folder and of the folders above it.`,
            place,
          ),
        ];
      return row.kind === kind
        ? []
        : [
            errorFinding(
              "connection-kind",
              `${uses}, which is of the kind ${row.kind}: wanted one of the kind ${kind}.`,
              place,
            ),
          ];
    }),
    ...labels
      .filter(({ label }) => isForeign(ofLabels.get(label)))
      .map(({ vertex, label }) =>
        errorFinding(
          "label-folder",
          `${vertex} wants a runner with the label ${label}, which is for graphs of another folder.`,
          { vertices: [vertex] },
        ),
      ),
  ];
}
