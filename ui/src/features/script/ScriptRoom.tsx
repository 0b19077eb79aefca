// Owns the script: scenes with what is said and what is shown, their length, what the check says of them.
// Refuses underlining inside the text fields: the finding stands beside.
import { FolderOpen, Plus } from "lucide-react";
import { useEffect, useState } from "react";
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
import { divided, moved, withoutScene, withScene } from "./scenes";
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

  // The whole text stays open while it is typed, although it is kept as a first scene.
  const [whole, setWhole] = useState(scenes.length === 0);
  const set = (scene: number | null, change: (scenes: Scene[]) => Scene[]) =>
    desk.edit(({ draft }) => ({ edit: "set-script", script: { scenes: change(draft.script.scenes) }, scene }));
  const add = async () => {
    const next = await set(null, (all) => [...all, { title: m.scene_title(), say: "", shoot: "" }]);
    if (!next) return;
    setWhole(false);
    const count = next.draft.script.scenes.length;
    focusSoon(`#scene-${count - 1}-say`);
    announce(m.scene_added({ n: String(count) }));
  };
  const change = (index: number) => async (patch: Partial<Scene>) => (await set(index, (all) => withScene(all, index, patch))) !== null;
  const keepWhole = async (say: string) => {
    setWhole(true);
    return (await set(null, (all) => (all.length > 0 ? withScene(all, 0, { say }) : [{ title: m.scene_title(), say, shoot: "" }]))) !== null;
  };
  const divide = async (index: number) => {
    if (!(await set(null, (all) => divided(all, index, m.scene_title())))) return;
    setWhole(false);
    focusSoon(`#scene-${index}-say`);
  };
  const remove = async (index: number) => {
    const next = await set(index, (all) => withoutScene(all, index));
    if (!next) return;
    announce(m.scene_removed({ n: String(index + 1) }));
    const left = next.draft.script.scenes.length;
    focusSoon(left > 0 ? `#scene-${Math.min(index, left - 1)}-say` : "h1");
  };
  const move = async (index: number, by: 1 | -1) => {
    if (!(await set(index, (all) => moved(all, index, by)))) return;
    focusSoon(`#scene-${index + by}-say`);
    announce(m.scene_moved({ n: String(index + by + 1) }));
  };

  return (
    <>
      <RoomHead title={m.step_script()}>
        <Button icon={Plus} onClick={() => void add()} testId="scene-add">
          {m.scene_add()}
        </Button>
      </RoomHead>
      <div className="body body-script">
        {scenes.length === 0 || (whole && scenes.length === 1) ? (
          <WholeText saved={scenes[0]?.say ?? ""} onText={keepWhole} onBegin={() => void add()} onDivide={() => void divide(0)} />
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
                  onDivide={() => void divide(index)}
                />
              ))}
            </ol>
          </div>
        )}
        <aside className="side scroll" data-region="aside" aria-label={m.script_aside()}>
          <ScriptAside findings={findings} stale={reported?.report.stale ?? false} current={reported?.view === desk.view} />
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
