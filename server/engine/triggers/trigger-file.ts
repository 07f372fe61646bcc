import * as z from "zod";
import { type GraphFileProblem, pathText, problemText } from "../graph-file/graph-file-problem.ts";
import { type DocumentsResult, type ReadDocument, readDocuments } from "../graph-file/read-documents.ts";
import { leafEntry } from "../graph-file/write-graph-text.ts";
import { entriesOf, isMap } from "../graph-file/yaml/yaml-scalar.ts";
import { jsonFrom } from "../json/json.ts";
import {
  filled,
  MAX_PRIORITY,
  namedField,
  part,
  recordField,
  withoutDefault,
} from "../shape/fields/fields.ts";
import type { FileFields } from "../shape/file-part.ts";
import { labelsField } from "../shape/labels-field.ts";
import { graphNameProblem, inputNameProblem } from "../shape/names/graph-names.ts";
import { untrustedValueProblem, type ValuePath } from "../values/untrusted-value.ts";
import { TRIGGER_KIND_NAMES, TRIGGER_KINDS, type TriggerKind } from "./trigger-kinds.ts";
import { TRIGGER_STATES } from "./trigger-states.ts";

const expression = z.string().min(1).max(4_000);

type SettingsPart = ReturnType<typeof part<z.ZodObject>>;
/** A key for each kind: its settings. */
const kinds = Object.fromEntries(
  TRIGGER_KIND_NAMES.map((kind) => [kind, part(TRIGGER_KINDS[kind].settings).optional()]),
) as { readonly [Kind in TriggerKind]: z.ZodOptional<SettingsPart> };

/** The keys of a trigger file, in the order in which they are written. */
export const TRIGGER_FIELDS = {
  trigger: z.literal(1),
  name: z.string().min(1).max(100),
  graph: namedField(graphNameProblem),
  revision: z.int().min(1).optional(),
  ...kinds,
  filter: withoutDefault(z.string().max(4_000), (found) => found.trim() === ""),
  params: recordField(inputNameProblem, expression),
  pipelineName: withoutDefault(z.string().max(200), (found) => found.trim() === ""),
  priority: withoutDefault(z.int().min(-MAX_PRIORITY).max(MAX_PRIORITY), (found) => found === 0),
  labels: labelsField,
  state: z.enum(TRIGGER_STATES).optional(),
};

/** A trigger file: reading and writing come from it. */
const triggerShape = part(z.strictObject(TRIGGER_FIELDS));

/** What a file says of a trigger, without what is as usual. */
export type TriggerFile = Omit<z.output<typeof triggerShape>, TriggerKind> & {
  readonly kind: TriggerKind;
  readonly settings: Readonly<Record<string, unknown>>;
};

/** A trigger of a text, and where what it says stands. */
export type ReadTrigger = ReadDocument<TriggerFile>;

/**
 * Reads triggers from YAML or JSON text: one, several documents (`---`), or a list.
 *
 * @returns all of them, in their order; or all problems, each with its line. Never throws.
 */
export function readTriggerText(text: string): DocumentsResult<TriggerFile> {
  return readDocuments(text, {
    what: "a trigger file",
    beginsWith: "trigger: 1",
    one: "trigger",
    several: "triggers",
    parse: parseTriggerFile,
  });
}

/** Reads what a file says of one trigger. All problems are given, each with its place. Never throws. */
export function parseTriggerFile(
  value: unknown,
): { ok: true; file: TriggerFile } | { ok: false; problems: readonly GraphFileProblem[] } {
  const foreign = untrustedValueProblem(value);
  if (foreign !== null) return { ok: false, problems: [{ path: pathText(foreign.at), ...foreign }] };
  const parsed = triggerShape.safeParse(jsonFrom(value), { error: problemText });
  if (!parsed.success)
    return {
      ok: false,
      problems: parsed.error.issues.map(({ path, message, ...issue }) => {
        const at = path.map((step) => (typeof step === "number" ? step : String(step)));
        // The place of an unknown key is the key itself.
        const unknown = issue.code === "unrecognized_keys" ? issue.keys[0] : undefined;
        return { at: unknown === undefined ? at : [...at, unknown], path: pathText(at), text: message };
      }),
    };
  const file = filled(parsed.data);
  const [kind, second] = TRIGGER_KIND_NAMES.filter((each) => file[each] !== undefined);
  if (kind === undefined || second !== undefined) {
    const wanted = TRIGGER_KIND_NAMES.map((each) => `\`${each}\``).join(", ");
    const found = kind === undefined ? "none" : `\`${kind}\` and \`${second}\``;
    const text = `Wanted what it takes, one of ${wanted}, found ${found}.`;
    return { ok: false, problems: [{ at: second === undefined ? [] : [second], path: second ?? "", text }] };
  }
  const { [kind]: settings = {}, ...rest } = file;
  return { ok: true, file: { ...rest, kind, settings } };
}

/** Where a file says what the API calls `path`, such as `webhook.secret` for `settings.secret`. */
export function filePathOf(path: string, kind: TriggerKind): ValuePath {
  const [first = "", ...rest] = path.split(".");
  if (first === "settings") return [kind, ...rest];
  // The name of a param may have dots.
  return first === "params" ? [first, rest.join(".")] : [first];
}

/** What a file says of one trigger, in the form that people write. */
export function triggerFileJson({ kind, settings, ...file }: TriggerFile): FileFields {
  return z.encode(triggerShape, {
    ...file,
    [kind]: settings,
  } as z.output<typeof triggerShape>) as FileFields;
}

/** The YAML text of a trigger: keys in a fixed order, without what is as usual. What reads it gets the same trigger. */
export function writeTriggerText(file: TriggerFile): string {
  return Object.entries(triggerFileJson(file))
    .map(([key, value]) => {
      if ((key !== "params" && key !== "labels") || !isMap(value)) return leafEntry("", key, value);
      const lines = entriesOf(value).map(([name, each]) => leafEntry("  ", name, each));
      return `${key}:\n${lines.join("")}`;
    })
    .join("");
}
