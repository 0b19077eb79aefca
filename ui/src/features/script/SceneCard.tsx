// Owns one scene: title, length, state, two text fields. Refuses to know the others.
import { ArrowDown, ArrowUp, FilePenLine, Mic, PenLine, Trash2, Video } from "lucide-react";
import { useState } from "react";
import { Ask } from "../../design/Ask";
import { Icon } from "../../design/Icon";
import { More } from "../../design/More";
import { Say } from "../../design/Say";
import { useTyped } from "../../desk/useTyped";
import { m } from "../../paraglide/messages.js";
import type { CheckedFinding, Scene } from "../../ipc/bindings";
import { spokenSeconds } from "../../time/spoken";
import { shortLength } from "../../words/amounts";
import { level, levelName } from "../../words/findings";
import { paragraphsOf } from "./scenes";

/** Not every web view lets a field grow with its text. */
const rowsFor = (text: string, wide: number): number => Math.max(2, text.split("\n").reduce((sum, line) => sum + Math.max(1, Math.ceil(line.length / wide)), 0));

interface Props {
  index: number;
  count: number;
  scene: Scene;
  finding: CheckedFinding | null;
  checked: boolean;
  onChange: (patch: Partial<Scene>) => Promise<boolean>;
  onMove: (by: 1 | -1) => void;
  onRemove: () => void;
  /** the scene becomes one for each of its paragraphs */
  onDivide: () => void;
}

export function SceneCard({ index, count, scene, finding, checked, onChange, onMove, onRemove, onDivide }: Props) {
  const [naming, setNaming] = useState(false);
  const say = useTyped(scene.say, (text) => onChange({ say: text }));
  const shoot = useTyped(scene.shoot, (text) => onChange({ shoot: text }));
  const paragraphs = paragraphsOf(say.value).length;
  const id = `scene-${index}`;
  const n = String(index + 1);
  const marked = finding ? m.finding_words({ level: levelName(finding.severity), words: finding.marked }) : "";
  return (
    <li className="card scene-card" data-testid={id}>
      <header>
        <h2 id={`${id}-title`}>{m.scene_heading({ n, title: scene.title })}</h2>
        <span className="soft small">{shortLength(spokenSeconds(say.value) * 1e6)}</span>
        {finding ? (
          <Say level={level(finding.severity)} id={`${id}-state`}>{marked}</Say>
        ) : checked && scene.say.trim() !== "" ? (
          <Say level="good" id={`${id}-state`}>{m.scene_fine()}</Say>
        ) : null}
        <More
          testId={`${id}-more`}
          items={[
            { id: "title", words: m.scene_rename(), icon: PenLine, act: () => setNaming(true) },
            { id: "up", words: m.scene_up(), icon: ArrowUp, off: index === 0, act: () => onMove(-1) },
            { id: "down", words: m.scene_down(), icon: ArrowDown, off: index === count - 1, act: () => onMove(1) },
            ...(paragraphs > 1 ? [{ id: "divide", words: m.script_whole_use_n({ count: paragraphs }), icon: FilePenLine, act: onDivide }] : []),
            { id: "delete", words: m.scene_remove(), icon: Trash2, stop: true, act: onRemove },
          ]}
        >
          {m.more()}
          <span className="hidden"> {m.more_scene({ n })}</span>
        </More>
      </header>
      <div className="two">
        <div>
          <label htmlFor={`${id}-say`}>
            <Icon of={Mic} />
            <span>
              {m.scene_say()}
              <span className="hidden"> {m.in_scene({ n })}</span>
            </span>
          </label>
          <textarea id={`${id}-say`} rows={rowsFor(say.value, 46)} {...say.field} aria-describedby={`${id}-state`} data-testid={`${id}-say`} />
        </div>
        <div>
          <label htmlFor={`${id}-shoot`}>
            <Icon of={Video} />
            <span>
              {m.scene_shoot()}
              <span className="hidden"> {m.in_scene({ n })}</span>
            </span>
          </label>
          <textarea id={`${id}-shoot`} rows={rowsFor(shoot.value, 34)} {...shoot.field} data-testid={`${id}-shoot`} />
        </div>
      </div>
      {naming ? (
        <Ask title={m.scene_rename()} label={m.scene_name()} initial={scene.title} confirm={m.save_name()} cancel={m.cancel()} onDone={(title) => void onChange({ title })} onClose={() => setNaming(false)} />
      ) : null}
    </li>
  );
}
