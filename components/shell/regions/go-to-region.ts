const FOCUSABLE =
  "a[href], button:not([disabled]), input:not([disabled]):not([type='hidden']), select, textarea, [contenteditable='true'], [tabindex]:not([tabindex='-1'])";

/** What had the focus last in each region. */
const last = new WeakMap<Element, Element>();

/**
 * Moves the focus to the next region of the page, or to the one before: the elements with `data-region`. It goes to what
 * `data-region-chosen` names, or else to what had it last there, or else to what `data-region-first` names, or else to the first thing that can have it.
 */
export function goToRegion(step: 1 | -1): void {
  const now = document.activeElement;
  if (now?.closest("[role='dialog'], [role='alertdialog'], [role='menu']")) return;
  const regions = [...document.querySelectorAll<HTMLElement>("[data-region]")].filter(isSeen);
  if (regions.length === 0) return;
  const here = regions.findLastIndex((region) => region.contains(now));
  const [from] = here < 0 ? [] : [regions[here]];
  if (from !== undefined && now !== null) last.set(from, now);
  const at =
    here < 0 ? (step === 1 ? 0 : regions.length - 1) : (here + step + regions.length) % regions.length;
  const to = regions[at];
  if (to !== undefined) focusIn(to);
}

function focusIn(region: HTMLElement): void {
  const kept = last.get(region);
  const first = region.dataset["regionFirst"];
  const chosen = region.dataset["regionChosen"];
  const wanted = [
    chosen === undefined ? null : region.querySelector(chosen),
    kept?.isConnected === true && region.contains(kept) ? kept : null,
    first === undefined ? null : region.querySelector(first),
    [...region.querySelectorAll(FOCUSABLE)].find(isSeen) ?? null,
  ];
  for (const each of wanted) {
    if (!(each instanceof HTMLElement || each instanceof SVGElement)) continue;
    each.focus();
    if (document.activeElement === each) return;
  }
  region.tabIndex = -1;
  region.focus();
}

function isSeen(element: Element): boolean {
  return element.getClientRects().length > 0 && getComputedStyle(element).visibility === "visible";
}
