/** The editor of a script is loaded when it is needed first. */
const MAX_FRAMES = 60;

/**
 * Gives the focus to what is found as soon as it is there.
 *
 * @param find gives what is to have it, or null while it is not there yet. The last frame takes what it can get.
 */
export function focusSoon(find: (isLast: boolean) => HTMLElement | null): void {
  const look = (frames: number) =>
    requestAnimationFrame(() => {
      const field = find(frames === 0);
      if (field === null) {
        if (frames > 0) look(frames - 1);
        return;
      }
      field.focus();
    });
  look(MAX_FRAMES);
}
