/** So long an answer is kept: longer than a runner asks again without a pause. */
const KEEP_MS = 60_000;
const MAX_KEPT = 2_000;

/**
 * The answers to calls that must not be carried out twice, by the ids of their requests. A call that comes again, because
 * its answer was lost, gets the same answer, also while the first one is still carried out.
 */
export class GivenAnswers {
  private readonly answers = new Map<string, Promise<unknown>>();

  /** @param act carries the call out. If it throws, the next one is carried out again. */
  once<T>(request: string, act: () => Promise<T>): Promise<T> {
    const known = this.answers.get(request) as Promise<T> | undefined;
    if (known !== undefined) return known;
    const answer = act();
    this.answers.set(request, answer);
    for (const oldest of this.answers.keys()) {
      if (this.answers.size <= MAX_KEPT) break;
      this.answers.delete(oldest);
    }
    answer.then(
      () => setTimeout(() => this.answers.delete(request), KEEP_MS).unref(),
      () => this.answers.delete(request),
    );
    return answer;
  }
}
