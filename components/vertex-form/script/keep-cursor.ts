import type { EditorView } from "@codemirror/view";

/**
 * Puts the cursor where the editor has it. A mark around the text that the cursor is in makes the browser forget it, and
 * the editor does not see that.
 */
export function keepCursor(editor: EditorView): void {
  const selection = editor.hasFocus ? document.getSelection() : null;
  // It is then in no text any more.
  if (!(selection?.focusNode instanceof Element) || !editor.contentDOM.contains(selection.focusNode)) return;
  const { anchor, head } = editor.state.selection.main;
  const [from, to] = [editor.domAtPos(anchor), editor.domAtPos(head)];
  selection.setBaseAndExtent(from.node, from.offset, to.node, to.offset);
}
