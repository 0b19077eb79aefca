// Owns the dialog that saves the captions alone as a file, and says what the format could not hold.
// Refuses to write over a file: the program finds a free name.
import { FolderOpen, Save } from "lucide-react";
import { useState } from "react";
import { announce } from "../../design/announce";
import { Button } from "../../design/Button";
import { focusSoon } from "../../design/focus";
import { Pane } from "../../design/Pane";
import { Pick } from "../../design/Pick";
import { Say } from "../../design/Say";
import { useDesk } from "../../desk/desk";
import { m } from "../../paraglide/messages.js";
import type { ExportedCaptions } from "../../ipc/bindings";
import { fileName } from "../../words/errors";
import { lossWords } from "../../words/losses";

/** Names of formats are the same in every language. */
const formats: readonly (readonly [string, string])[] = [
  ["srt", "SRT"],
  ["vtt", "WebVTT (.vtt)"],
  ["ass", "ASS"],
  ["ttml", "TTML"],
  ["sbv", "SBV"],
  ["lrc", "LRC"],
  ["txt", "TXT"],
  ["json", "JSON"],
];

export function ExportPane({ english, onClose }: { english: boolean; onClose: () => void }) {
  const desk = useDesk();
  const [track, setTrack] = useState<"own" | "english">("own");
  const [ending, setEnding] = useState("srt");
  const [made, setMade] = useState<ExportedCaptions | null>(null);
  const save = async () => {
    try {
      await desk.settle();
      const done = await desk.host.exportCaptions(desk.view.id, ending, track === "english");
      setMade(done);
      const lost = done.lost.map(lossWords);
      announce([m.exported({ name: fileName(done.path), count: done.cues }), ...(lost.length > 0 ? [m.export_lost(), ...lost] : [m.export_whole()])].join(" "));
      focusSoon("#export-made");
    } catch (thrown) {
      // A dialog over a message would hide it.
      onClose();
      desk.fail(thrown);
    }
  };
  return (
    <Pane title={m.export_title()} first="#export-format" onClose={onClose}>
      <form
        className="sheet"
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
      >
        {english ? (
          <Pick
            legend={m.export_track()}
            value={track}
            testId="export-track"
            choices={[
              { value: "own", words: m.export_own() },
              { value: "english", words: m.export_english() },
            ]}
            onPick={setTrack}
          />
        ) : null}
        <div>
          <label htmlFor="export-format">{m.export_format()}</label>
          <select id="export-format" value={ending} data-testid="export-format" onChange={(event) => setEnding(event.target.value)}>
            {formats.map(([value, name]) => (
              <option key={value} value={value}>
                {name}
              </option>
            ))}
          </select>
        </div>
        <p className="help">{m.export_help()}</p>
        <div className="row">
          <Button look="main" icon={Save} submit testId="export-save">
            {m.export_save()}
          </Button>
          <Button look="bare" onClick={onClose}>
            {m.close()}
          </Button>
        </div>
      </form>
      {made ? (
        <section className="found" aria-labelledby="export-made" data-testid="export-made">
          <h3 id="export-made" tabIndex={-1}>
            {m.exported({ name: fileName(made.path), count: made.cues })}
          </h3>
          {made.lost.length === 0 ? (
            <Say level="good">{m.export_whole()}</Say>
          ) : (
            <>
              <Say level="warn">{m.export_lost()}</Say>
              <ul className="dots">
                {made.lost.map((loss) => (
                  <li key={loss}>{lossWords(loss)}</li>
                ))}
              </ul>
            </>
          )}
          <Button icon={FolderOpen} onClick={() => void desk.host.openFolder(made.folder).catch(desk.fail)} testId="export-folder">
            {m.open_folder()}
          </Button>
        </section>
      ) : null}
    </Pane>
  );
}
