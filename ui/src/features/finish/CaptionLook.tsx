// Owns the choice of how captions in the picture look. Refuses what they say.
import { Pick } from "../../design/Pick";
import { useDesk } from "../../desk/desk";
import type { CaptionStyle } from "../../ipc/bindings";
import { m } from "../../paraglide/messages.js";
import { lookOf, styleHint, styleName } from "../../words/look";

const styles: CaptionStyle[] = ["box", "big", "karaoke", "clean"];

export function CaptionLook() {
  const desk = useDesk();
  const { draft } = desk.view;
  const { style } = lookOf(draft);
  const timed = draft.captions.cues.some((cue) => cue.words.length > 0);
  return (
    <div>
      <Pick<CaptionStyle>
        legend={m.look_style()}
        value={style}
        testId="style"
        choices={styles.map((value) => ({ value, words: styleName(value) }))}
        onPick={(style) => void desk.edit(({ draft }) => ({ edit: "set-look", look: { ...lookOf(draft), style } }))}
      />
      <p className="soft" data-testid="style-hint">
        {styleHint(style)} {style === "karaoke" && !timed ? m.style_karaoke_none() : null}
      </p>
    </div>
  );
}
