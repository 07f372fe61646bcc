import { ClipboardCopy, Download } from "lucide-react";
import { useDeferredValue, useMemo, useState } from "react";
import { Button } from "#components/ui/buttons/button.tsx";
import { download } from "#components/ui/download.ts";
import { SelectField } from "#components/ui/fields/select-field.tsx";
import { Dialog } from "#components/ui/overlays/dialog.tsx";
import { Callout } from "#components/ui/states/callout.tsx";
import type { GraphFile } from "#engine/model/graph-content.ts";
import { GraphPicture } from "./graph-picture.tsx";
import { coloursOf } from "./picture-colours.ts";
import styles from "./picture-dialog.module.css";
import { isReducedInPng, type PictureTheme, picturePng, pictureSvg } from "./picture-file.ts";

/** A picture of more is only made when it is asked for. */
const MAX_SHOWN = 400;

type Told = { readonly title: string; readonly todo?: string; readonly tone: "info" | "bad" };
type Props = { file: GraphFile; name: string; onClose: () => void };

/** The drawing as an SVG or PNG, light or dark, saved or copied. */
export function PictureDialog({ file, name, onClose }: Props) {
  const [format, setFormat] = useState<"svg" | "png">("png");
  const [theme, setTheme] = useState<PictureTheme>("light");
  const [told, setTold] = useState<Told | null>(null);
  const [isMaking, setMaking] = useState(false);
  // The dialog is there before its picture is drawn.
  const shown = useDeferredValue(file.content.vertices.size <= MAX_SHOWN ? theme : null, null);
  const colours = useMemo(() => (shown === null ? null : coloursOf(shown)), [shown]);
  const type = format === "svg" ? "image/svg+xml" : "image/png";
  const picture = async () =>
    format === "svg" ? new Blob([await pictureSvg(file, theme)], { type }) : await picturePng(file, theme);
  const svgText = async () => new Blob([await pictureSvg(file, theme)], { type: "text/plain" });
  const save = async () => {
    setMaking(true);
    try {
      const fileName = `${name}.${format}`;
      download(await picture(), fileName);
      setTold({ tone: "info", title: `Saved ${fileName}.` });
    } catch {
      setTold({
        tone: "bad",
        title: "The browser did not make the picture.",
        todo: "Save it as SVG instead.",
      });
    } finally {
      setMaking(false);
    }
  };
  const copy = async () => {
    setMaking(true);
    try {
      // The browser takes the picture while it is still being made: later it would forget the press.
      await (format === "svg"
        ? navigator.clipboard.write([new ClipboardItem({ "text/plain": svgText() })])
        : navigator.clipboard.write([new ClipboardItem({ [type]: picture() })]));
      setTold({ tone: "info", title: "Copied." });
    } catch {
      setTold({ tone: "bad", title: "The browser refused to copy.", todo: "Save it instead." });
    } finally {
      setMaking(false);
    }
  };
  return (
    <Dialog
      isOpen
      onClose={onClose}
      size="large"
      title={`Picture of ${name}`}
      actions={
        <>
          <Button onClick={onClose}>Close</Button>
          <Button isBusy={isMaking} icon={<ClipboardCopy aria-hidden />} onClick={() => void copy()}>
            Copy
          </Button>
          <Button
            look="primary"
            isBusy={isMaking}
            icon={<Download aria-hidden />}
            onClick={() => void save()}
          >
            Save
          </Button>
        </>
      }
    >
      <div className={styles.fields}>
        <SelectField
          label="Format"
          value={format}
          options={[
            { value: "png", label: "PNG, for chats and documents" },
            { value: "svg", label: "SVG, sharp at any size" },
          ]}
          onValueChange={(value) => setFormat(value === "svg" ? "svg" : "png")}
        />
        <SelectField
          label="Colours"
          value={theme}
          options={[
            { value: "light", label: "Light" },
            { value: "dark", label: "Dark" },
          ]}
          onValueChange={(value) => setTheme(value === "dark" ? "dark" : "light")}
        />
      </div>
      {format === "png" && isReducedInPng(file) && (
        <Callout tone="warn" title="The graph is too large for a sharp PNG." todo="SVG has no such limit." />
      )}
      {told !== null && (
        <Callout tone={told.tone} title={told.title} {...(told.todo !== undefined && { todo: told.todo })} />
      )}
      {colours !== null && <GraphPicture file={file} colours={colours} className={styles.preview} />}
    </Dialog>
  );
}
