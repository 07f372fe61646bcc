/** A part of the editor that no other test loads. */
export function LatePart() {
  return <p>The part is there.</p>;
}
