// Owns the list of what will be in the folder. Refuses to promise exact sizes.
import { Captions, Film, FolderOpen, Languages, ShieldCheck } from "lucide-react";
import { Icon } from "../../design/Icon";
import { Say } from "../../design/Say";
import { useDesk } from "../../desk/desk";
import { m } from "../../paraglide/messages.js";
import type { FinishPlan } from "../../ipc/bindings";
import { size } from "../../words/amounts";
import { platformName } from "../../words/findings";

export function Gets({ plan }: { plan: FinishPlan }) {
  const { draft } = useDesk().view;
  const english = draft.captions.cues.flatMap(({ translation }) => (translation && translation.text.trim() !== "" ? [translation] : []));
  const unseen = english.filter((one) => one.machine_made).length;
  const name = { "9:16": m.gets_tall, "1:1": m.gets_square, "16:9": m.gets_wide }[draft.aspect];
  const measures = m.gets_size({ width: String(plan.width), height: String(plan.height), size: size(plan.about_bytes) });
  return (
    <section className="card gets" data-testid="finish-plan">
      <h2>{m.gets_title()}</h2>
      <ul>
        <li>
          <Icon of={Film} />
          <p>
            <b>{name({ platform: platformName(draft.platform) })}</b>
            <span className="soft small">{measures}</span>
          </p>
        </li>
        {draft.captions.cues.length > 0 ? (
          <li>
            <Icon of={Captions} />
            <p>
              <b>{m.gets_captions()}</b>
              <span className="soft small">{m.gets_captions_text()}</span>
            </p>
          </li>
        ) : null}
        {english.length > 0 ? (
          <li>
            <Icon of={Languages} />
            <div data-testid="gets-english">
              <b>{m.gets_english()}</b>
              {unseen > 0 ? (
                <Say level="warn">{m.english_unseen({ count: unseen })}</Say>
              ) : (
                <span className="soft small">{m.gets_captions_text()}</span>
              )}
            </div>
          </li>
        ) : null}
        <li>
          <Icon of={ShieldCheck} />
          <p>
            <b>{m.gets_report()}</b>
            <span className="soft small">{m.gets_report_text()}</span>
          </p>
        </li>
      </ul>
      <p className="folder">
        <Icon of={FolderOpen} />
        <span>{plan.folder}</span>
      </p>
    </section>
  );
}
