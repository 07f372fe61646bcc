import type { RequestListener } from "node:http";

/** A request that was answered: how long that took, in seconds, from its headers to the end of the answer. */
export type AnsweredRequest = {
  readonly path: string;
  readonly status: number;
  readonly seconds: number;
  /** Its answer goes on as long as somebody listens. */
  readonly isStream: boolean;
};

type OnAnswered = (request: AnsweredRequest) => void;

/** One for the process: the server and the routes load this module each for themselves. */
const place = globalThis as typeof globalThis & { signalboxRequestWatch?: OnAnswered };

/** Has all requests of this process told to `onAnswered`, from now on. */
export function watchRequests(onAnswered: OnAnswered): void {
  place.signalboxRequestWatch = onAnswered;
}

/** Measures what a listener answers, if somebody asked for that. */
export function timeAnswers(answer: RequestListener): RequestListener {
  return (request, response) => {
    const onAnswered = place.signalboxRequestWatch;
    if (onAnswered !== undefined) {
      const begun = performance.now();
      const [path = ""] = (request.url ?? "").split("?");
      response.once("close", () => {
        onAnswered({
          path,
          status: response.statusCode,
          seconds: (performance.now() - begun) / 1_000,
          isStream: request.headers.accept?.includes("text/event-stream") === true,
        });
      });
    }
    return answer(request, response);
  };
}
