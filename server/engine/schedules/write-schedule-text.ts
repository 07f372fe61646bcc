import { leafEntry } from "../graph-file/write-graph-text.ts";
import { entriesOf, isMap } from "../graph-file/yaml/yaml-scalar.ts";
import { type ScheduleFile, scheduleFileJson } from "./schedule-file.ts";

/** The YAML text of a schedule: keys in a fixed order, without what is as usual. What reads it gets the same schedule. */
export function writeScheduleText(file: ScheduleFile): string {
  return Object.entries(scheduleFileJson(file))
    .map(([key, value]) => {
      if ((key !== "params" && key !== "labels") || !isMap(value)) return leafEntry("", key, value);
      return `${key}:\n${entriesOf(value)
        .map(([name, each]) => leafEntry("  ", name, each))
        .join("")}`;
    })
    .join("");
}
