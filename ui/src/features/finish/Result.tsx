// Owns what was made: length, size, files, the folder, and whether the draft has changed since.
// Refuses to make anything by itself.
import { Check, Film as FilmIcon, FolderOpen } from "lucide-react";
import { Banner } from "../../design/Banner";
import { Button } from "../../design/Button";
import { Icon } from "../../design/Icon";
import { type Done, useDesk } from "../../desk/desk";
import { m } from "../../paraglide/messages.js";
import { longLength, size } from "../../words/amounts";
import { fileName } from "../../words/errors";

export function Result({ done: { finished, saved_at_ms } }: { done: Done }) {
  const desk = useDesk();
  const old = desk.view.saved_at_ms > saved_at_ms;
  return (
    <section className="card work" data-testid="finish-done">
      <h2 id="finished-title" tabIndex={-1}>
        {m.finished_title()}
      </h2>
      <p className="tag good">
        <Icon of={Check} />
        {m.finished_sum({ length: longLength(finished.output_us), size: size(finished.size_bytes) })}
      </p>
      {old ? <Banner level="warn" title={m.finished_old()} testId="finish-old" /> : null}
      {finished.blocking > 0 ? (
        <Banner level="warn" title={m.finished_blocking({ count: finished.blocking })} testId="finish-blocking">
          <Button onClick={() => desk.go("check")}>{m.back_to({ name: m.step_check() })}</Button>
        </Banner>
      ) : null}
      <p className="folder">
        <Icon of={FolderOpen} />
        <span>{finished.folder}</span>
      </p>
      <ul>
        {[finished.video, ...finished.captions, finished.report].map((path) => (
          <li key={path}>{fileName(path)}</li>
        ))}
      </ul>
      <div className="row">
        <Button look={old ? "plain" : "main"} icon={FolderOpen} onClick={() => void desk.host.openFolder(finished.folder).catch(desk.fail)} testId="open-folder">
          {m.open_folder()}
        </Button>
        <Button look={old ? "main" : "plain"} icon={FilmIcon} onClick={() => void desk.finish()} testId="finish-again">
          {m.finish_again()}
        </Button>
      </div>
    </section>
  );
}
