/**
 * A length of time as people read it at a glance: `240 ms`, `12 s`, `3 min 20 s`, `2 h 5 min`, `4 d`. Two clocks may
 * differ: a negative one is shown as none.
 */
export function durationWords(length: number): string {
  const ms = Math.max(0, length);
  if (ms < 1_000) return `${Math.round(ms)} ms`;
  const seconds = Math.floor(ms / 1_000);
  if (seconds < 60) return `${seconds} s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60)
    return seconds % 60 === 0 || minutes >= 10 ? `${minutes} min` : `${minutes} min ${seconds % 60} s`;
  const hours = Math.floor(minutes / 60);
  if (hours < 48) return minutes % 60 === 0 ? `${hours} h` : `${hours} h ${minutes % 60} min`;
  return `${Math.floor(hours / 24)} d`;
}
