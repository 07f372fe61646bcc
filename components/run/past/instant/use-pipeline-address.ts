import { usePast } from "./past-context.ts";

/** Gives the address of a pipeline, or of a track of it: in the past, as that stood at the same moment. */
export function usePipelineAddress(): (id: number, track?: string) => string {
  const past = usePast();
  return (id, track) => {
    const words = new URLSearchParams({
      ...(track !== undefined && { track }),
      ...(past !== null && { time: String(past.at.getTime()) }),
    });
    return `/pipelines/${id}${words.size === 0 ? "" : `?${words}`}`;
  };
}
