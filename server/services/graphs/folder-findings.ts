import { errorFinding } from "#engine/model/finding.ts";
import type { Finding, GraphContent } from "#engine/model/graph-content.ts";
import { folderText, isWithin } from "#engine/rights/folder-path.ts";
import type { Queries } from "#platform/database/db.ts";
import { foldersOfSecrets } from "#repos/fleet/secret-rows.ts";
import { boundLabels } from "#repos/rights/runner-label-rows.ts";

/** Findings about secrets and runner labels that a graph in this folder may not use. */
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
