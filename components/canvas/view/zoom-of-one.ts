/** How far it is zoomed in at least to show one vertex. */
export const ZOOM_OF_ONE = 0.6;
