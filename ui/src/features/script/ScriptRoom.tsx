// Owns the script: scenes with what is said and what is shown, their length, what the check says of them.
// Refuses underlining inside the text fields: the finding stands beside.
import { FolderOpen, Plus } from "lucide-react";
import { useEffect } from "react";
import { announce } from "../../design/announce";
import { Banner } from "../../design/Banner";
import { Button } from "../../design/Button";
import { focusSoon } from "../../design/focus";
import { useDesk } from "../../desk/desk";
import { RoomHead } from "../../desk/RoomHead";
import { useReport } from "../../desk/useReport";
import { m } from "../../paraglide/messages.js";
import type { Scene } from "../../ipc/bindings";
import { openFindings } from "../../words/findings";
import { SceneCard } from "./SceneCard";
import { ScriptAside } from "./ScriptAside";
import { WholeText } from "./WholeText";

export function ScriptRoom() {
  const desk = useDesk();
  const { aim } = desk;
  const { scenes } = desk.view.draft.script;
  const reported = useReport();
  const findings = openFindings(reported?.report.findings ?? []).filter((finding) => finding.place.place === "scene");
  useEffect(() => {
    if (aim?.step === "script") focusSoon(`#${aim.field}`, (field) => field instanceof HTMLTextAreaElement && field.setSelectionRange(aim.start, aim.end));
  }, [aim]);

  const set = async (next: Scene[], scene: number | null) => (await desk.edit({ edit: "set-script", script: { scenes: next }, scene })) !== null;
  const add = async () => {
    if (await set([...scenes, { title: m.scene_title(), say: "", shoot: "" }], null)) {
      focusSoon(`#scene-${scenes.length}-say`);
      announce(m.scene_added({ n: String(scenes.length + 1) }));
    }
  };
  const change = (index: number) => (patch: Partial<Scene>) => set(scenes.map((scene, n) => (n === index ? { ...scene, ...patch } : scene)), index);
  const remove = async (index: number) => {
    if (!(await set(scenes.filter((_, n) => n !== index), index))) return;
    announce(m.scene_removed({ n: String(index + 1) }));
    focusSoon(scenes.length > 1 ? `#scene-${Math.min(index, scenes.length - 2)}-say` : "h1");
  };
  const move = async (index: number, by: 1 | -1) => {
    const next = [...scenes];
    const [scene] = next.splice(index, 1);
    if (!scene) return;
    next.splice(index + by, 0, scene);
    if (await set(next, index)) {
      focusSoon(`#scene-${index + by}-say`);
      announce(m.scene_moved({ n: String(index + by + 1) }));
    }
  };

  return (
    <>
      <RoomHead title={m.step_script()}>
        <Button icon={Plus} onClick={() => void add()} testId="scene-add">
          {m.scene_add()}
        </Button>
      </RoomHead>
      <div className="body body-script">
        {scenes.length === 0 ? (
          <WholeText onBegin={() => void add()} onText={(next) => void set(next, null).then((done) => done && focusSoon("#scene-0-say"))} />
        ) : (
          <div className="scroll">
            <ol className="scenes" aria-label={m.scenes_label()}>
              {scenes.map((scene, index) => (
                <SceneCard
                  key={index}
                  index={index}
                  count={scenes.length}
                  scene={scene}
                  finding={findings.find((one) => one.place.place === "scene" && one.place.index === index) ?? null}
                  checked={reported !== null}
                  onChange={change(index)}
                  onMove={(by) => void move(index, by)}
                  onRemove={() => void remove(index)}
                />
              ))}
            </ol>
          </div>
        )}
        <aside className="side scroll" data-region="aside" aria-label={m.script_aside()}>
          <ScriptAside findings={findings} stale={reported?.report.stale ?? false} />
          {desk.view.draft.clip ? null : (
            <Banner title={m.script_no_clip()}>
              <p>{m.script_no_clip_text()}</p>
              <Button icon={FolderOpen} onClick={() => void desk.attach().then((view) => view && announce(m.clip_attached()))} testId="attach-clip">
                {m.open_clip()}
              </Button>
            </Banner>
          )}
        </aside>
      </div>
    </>
  );
}
