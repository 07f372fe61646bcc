export type Limits = {
  /** The highest header, as a share of the height of the page. */
  readonly header: number;
  /** How many elements may be mounted. */
  readonly elements: number;
};

/**
 * What is wrong with the places of what is drawn now, a sentence each. It runs in the page, so it calls nothing from outside. It
 * looks at the dialog in front where one is open, else at the whole page.
 */
export function geometryProblems(limits: Limits): string[] {
  type Box = { left: number; top: number; right: number; bottom: number };
  const { innerWidth: width, innerHeight: height } = window;
  const screen: Box = { left: 0, top: 0, right: width, bottom: height };
  const endless: Box = { left: -1e6, top: -1e6, right: 1e6, bottom: 1e6 };
  const scope =
    [...document.querySelectorAll('[role="dialog"], [role="alertdialog"]')].at(-1) ?? document.body;
  const problems: string[] = [];

  function words(element: Element): string {
    const name = element.getAttribute("aria-label") ?? element.textContent ?? "";
    return `<${element.tagName.toLowerCase()}> "${name.slice(0, 40)}"`;
  }
  function cut(one: Box, other: Box): Box {
    return {
      left: Math.max(one.left, other.left),
      top: Math.max(one.top, other.top),
      right: Math.min(one.right, other.right),
      bottom: Math.min(one.bottom, other.bottom),
    };
  }
  const isEmpty = (box: Box) => box.right - box.left < 1 || box.bottom - box.top < 1;
  /** In which box the children of an element are drawn: what scrolls or is cut off hides the rest. */
  const boxes = new Map<Element, Box>();
  function boxAround(element: Element | null): Box {
    if (element === null || element === document.documentElement || element === document.body) return endless;
    const known = boxes.get(element);
    if (known !== undefined) return known;
    const { overflowX, overflowY, position } = getComputedStyle(element);
    let box = position === "fixed" ? endless : boxAround(element.parentElement);
    if (overflowX !== "visible" || overflowY !== "visible") box = cut(box, element.getBoundingClientRect());
    boxes.set(element, box);
    return box;
  }
  /** What is placed over the others on purpose: its parts are compared with each other only. */
  const layers = new Map<Element, Element | null>();
  function layerOf(element: Element | null): Element | null {
    if (element === null) return null;
    const known = layers.get(element);
    if (known !== undefined) return known;
    const isOver =
      getComputedStyle(element).position !== "static" && getComputedStyle(element).position !== "relative";
    const layer = isOver ? element : layerOf(element.parentElement);
    layers.set(element, layer);
    return layer;
  }

  if (document.documentElement.scrollWidth > width)
    problems.push(`The document is ${document.documentElement.scrollWidth} px wide.`);

  const count = document.body.querySelectorAll("*").length;
  if (count > limits.elements) problems.push(`${count} elements are mounted.`);

  for (const element of scope.querySelectorAll("*")) {
    if (element.closest("svg, .react-flow__viewport, .visually-hidden") !== null) continue;
    const box = cut(element.getBoundingClientRect(), boxAround(element.parentElement));
    if (!isEmpty(box) && (box.right > width + 1 || box.left < -1))
      problems.push(
        `${words(element)} is drawn from ${Math.round(box.left)} to ${Math.round(box.right)} px.`,
      );
  }

  for (const element of scope.querySelectorAll("*")) {
    const isScrolled = element.scrollWidth > element.clientWidth + 1 && element.clientWidth > 0;
    if (!isScrolled || !/auto|scroll/.test(getComputedStyle(element).overflowX)) continue;
    const isMeant =
      element.matches('textarea, pre, .cm-scroller, [role="tablist"], [aria-label="Palette"]') ||
      element.querySelector(":scope > table") !== null;
    if (!isMeant) problems.push(`${words(element)} scrolls sideways: ${element.scrollWidth} px.`);
  }

  for (const header of document.querySelectorAll("header")) {
    const share = header.getBoundingClientRect().height / height;
    if (share > limits.header)
      problems.push(`${words(header)} has ${Math.round(share * 100)} % of the height.`);
  }

  const texts: { element: Element; box: Box; layer: Element | null }[] = [];
  const walker = document.createTreeWalker(scope, NodeFilter.SHOW_TEXT);
  const range = document.createRange();
  for (let text = walker.nextNode(); text !== null; text = walker.nextNode()) {
    const element = text.parentElement;
    if (element === null || (text.textContent ?? "").trim() === "") continue;
    if (
      element.closest("script, style, textarea, option, svg, .react-flow, .cm-editor, .visually-hidden") !==
      null
    )
      continue;
    const around = cut(boxAround(element), screen);
    if (isEmpty(around) || !element.checkVisibility({ visibilityProperty: true })) continue;
    range.selectNodeContents(text);
    for (const line of range.getClientRects()) {
      const box = cut(line, around);
      if (!isEmpty(box)) texts.push({ element, box, layer: layerOf(element) });
    }
  }
  texts.sort((one, other) => one.box.top - other.box.top);
  const told = new Set<string>();
  for (const [place, one] of texts.entries())
    for (const other of texts.slice(place + 1, place + 200)) {
      if (other.box.top >= one.box.bottom) break;
      if (other.element === one.element || other.layer !== one.layer) continue;
      const over = cut(one.box, other.box);
      // Glyphs are lower than the boxes of their lines, which may touch.
      if (over.right - over.left > 2 && over.bottom - over.top > 5)
        told.add(`${words(one.element)} and ${words(other.element)} are drawn over each other.`);
    }
  problems.push(...told);

  for (const button of scope.querySelectorAll("button[class*=primary]")) {
    button.scrollIntoView({ block: "nearest", inline: "nearest" });
    const box = button.getBoundingClientRect();
    const found = document.elementFromPoint((box.left + box.right) / 2, (box.top + box.bottom) / 2);
    if (found === null || !button.contains(found))
      problems.push(
        `${words(button)} cannot be reached: there is ${found === null ? "nothing" : words(found)}.`,
      );
  }
  return problems.length > 10 ? [...problems.slice(0, 10), `and ${problems.length - 10} more`] : problems;
}
