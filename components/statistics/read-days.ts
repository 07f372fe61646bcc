/** The times that can be looked at: days, and their words. */
export const WINDOWS = [
  { days: 1, text: "24 hours" },
  { days: 7, text: "7 days" },
  { days: 30, text: "30 days" },
] as const;

/** The days that the address of the page says; one day where it says no time that can be chosen. */
export function readDays(text: string | undefined): number {
  return WINDOWS.find(({ days }) => String(days) === text)?.days ?? 1;
}
