// Owns help: the settings again with the keys, which speech models are here, what stays on this computer, the licences.
// Refuses anything that goes on the network without a press.
import { ArrowRight, AudioLines, GraduationCap, Lock } from "lucide-react";
import { useEffect, useState } from "react";
import { Button } from "../../design/Button";
import { Icon } from "../../design/Icon";
import { Listen } from "../../desk/Listen";
import { Preferences } from "../../desk/Preferences";
import { m } from "../../paraglide/messages.js";
import type { ModelInfo, Settings } from "../../ipc/bindings";
import type { Host } from "../../ipc/host";
import { size } from "../../words/amounts";
import type { KeyRow } from "./keyChoice";
import { KeyTable } from "./KeyTable";
import { RulesInUseCard } from "./RulesInUseCard";

interface Props {
  host: Host;
  settings: Settings;
  keys: KeyRow[];
  onSettings: (settings: Settings) => void;
  onModels: () => void;
  onLearn: () => void;
  fail: (thrown: unknown) => void;
}

export function HelpRoom({ host, settings, keys, onSettings, onModels, onLearn, fail }: Props) {
  return (
    <>
      <div className="head">
        <h1 tabIndex={-1}>{m.help()}</h1>
        <div className="push">
          <Listen />
        </div>
      </div>
      <div className="body one">
        <div className="scroll">
          <div className="sheet">
            <section className="card">
              <h2>{m.help_look()}</h2>
              <Preferences settings={settings} onChange={onSettings} />
            </section>
            <section className="card">
              <h2>{m.learn()}</h2>
              <p>{m.learn_text()}</p>
              <div className="row">
                <Button icon={GraduationCap} onClick={onLearn} testId="learn">
                  {m.learn_open()}
                </Button>
              </div>
            </section>
            <RulesInUseCard host={host} fail={fail} />
            <Models host={host} onModels={onModels} fail={fail} />
            <KeyTable rows={keys} chosen={settings.keys ?? {}} onChange={(chosen) => onSettings({ ...settings, keys: chosen })} />
            <section className="card">
              <h2>{m.help_here()}</h2>
              <ul className="plain">
                {[m.help_here_1(), m.help_here_2(), m.help_here_3()].map((line) => (
                  <li key={line}>
                    <Icon of={Lock} />
                    <span>{line}</span>
                  </li>
                ))}
              </ul>
            </section>
            <section className="card">
              <h2>{m.help_licences()}</h2>
              <p>{m.help_licences_text()}</p>
            </section>
          </div>
        </div>
      </div>
    </>
  );
}

function Models({ host, onModels, fail }: { host: Host; onModels: () => void; fail: (thrown: unknown) => void }) {
  const [models, setModels] = useState<ModelInfo[] | null>(null);
  useEffect(() => {
    let current = true;
    host.speechModels().then((list) => current && setModels(list), fail);
    return () => {
      current = false;
    };
  }, [host, fail]);
  return (
    <section className="card" data-testid="models">
      <h2>{m.models_title()}</h2>
      {models?.length === 0 ? <p>{m.no_model_text()}</p> : null}
      <ul className="plain">
        {(models ?? []).map((model) => (
          <li key={model.id}>
            <Icon of={AudioLines} />
            <span>{m.model_row({ name: model.id, size: size(model.size_bytes) })}</span>
          </li>
        ))}
      </ul>
      <p className="soft">{m.models_how()}</p>
      <div className="row">
        <Button after={ArrowRight} onClick={onModels} testId="models-open">
          {m.shelf_open()}
        </Button>
      </div>
    </section>
  );
}
