// Owns the page of speech models: what is here, what suits this computer, fetching and bringing one.
// Refuses to fetch anything that nobody pressed.
import { AudioLines, FolderOpen, Gauge, Plus, ShieldCheck, Trash2 } from "lucide-react";
import { useEffect, useState } from "react";
import { Sure } from "../../design/Ask";
import { Button } from "../../design/Button";
import { Icon } from "../../design/Icon";
import { Pick } from "../../design/Pick";
import { Say } from "../../design/Say";
import { Listen } from "../../desk/Listen";
import { m } from "../../paraglide/messages.js";
import type { Line, ModelInfo, Offer, Settings } from "../../ipc/bindings";
import { size } from "../../words/amounts";
import { Fetching } from "./Fetching";
import { OfferRow } from "./OfferRow";
import type { Models } from "./useModels";

interface Going {
  id: string;
  name: string;
  detector?: boolean;
}

interface Props {
  models: Models;
  settings: Settings;
  onSettings: (settings: Settings) => void;
}

export function ModelShelf({ models, settings, onSettings }: Props) {
  const { shelf, measuring, entered } = models;
  const [all, setAll] = useState(false);
  const [going, setGoing] = useState<Going | null>(null);
  useEffect(() => void entered(), [entered]);
  const offers = shelf?.offers ?? [];
  const own = shelf?.own ?? [];
  const here = offers.filter((offer) => offer.installed);
  const advised = (offer: Offer) => offer.id === shelf?.recommended;
  const busy = (offer: Offer) => offer.kept_bytes > 0 || models.fetching.has(offer.id);
  // One row a model; the other formats stand in its details until one of them is on its way.
  const rowed = (offer: Offer) => offer.usual || advised(offer) || busy(offer);
  const fetchable = offers.filter((offer) => !offer.installed && rowed(offer));
  const best = fetchable.filter((offer) => advised(offer) || busy(offer));
  const settled = best.length > 0 || here.some(advised);
  const shown = all || !settled ? [...best, ...fetchable.filter((offer) => !best.includes(offer))] : best;
  const others = (offer: Offer) => (offer.usual && all ? offers.filter((one) => one.name === offer.name && !one.installed && !rowed(one)) : []);
  const row = (offer: Offer) => (
    <OfferRow key={offer.id} offer={offer} others={others(offer)} advised={advised(offer)} models={models} onRemove={() => setGoing({ id: offer.id, name: `${offer.name} ${offer.format}` })} />
  );
  return (
    <>
      <div className="head">
        <h1 tabIndex={-1}>{m.models_title()}</h1>
        <div className="push">
          <Listen />
        </div>
      </div>
      <div className="body one">
        <div className="scroll">
          <div className="sheet" data-testid="model-shelf">
            <p>{m.shelf_lead()}</p>
            <section aria-labelledby="models-here">
              <h2 id="models-here" tabIndex={-1}>{m.shelf_here()}</h2>
              {shelf && here.length + own.length === 0 ? <p>{m.no_model()}</p> : null}
              <ul className="offers">
                {here.map(row)}
                {own.map((model) => (
                  <OwnRow key={model.id} model={model} whole={models.whole.get(model.id)} onRemove={() => setGoing({ id: model.id, name: model.id })} />
                ))}
              </ul>
              {shelf?.detector ? <Detector model={shelf.detector} onRemove={setGoing} /> : null}
              {here.length + own.length > 0 ? (
                <Button icon={ShieldCheck} onClick={() => void models.verify()} testId="models-verify">
                  {m.shelf_verify()}
                </Button>
              ) : null}
            </section>
            <section aria-labelledby="models-fetch">
              <h2 id="models-fetch">{m.shelf_fetchable()}</h2>
              <LineShare line={settings.line ?? "full"} onLine={(line) => onSettings({ ...settings, line })} />
              <ul className="offers">{shown.map(row)}</ul>
              <div className="row">
                <Button aria-expanded={all} onClick={() => setAll(!all)} testId="models-all">
                  {all ? m.shelf_fewer() : m.shelf_more()}
                </Button>
                <Button look="bare" icon={Gauge} off={measuring} onClick={() => void models.measure()} testId="models-measure">
                  {measuring ? m.shelf_measuring() : m.shelf_measure()}
                </Button>
              </div>
            </section>
            <Bring models={models} />
          </div>
        </div>
      </div>
      {going ? (
        <Sure
          title={going.detector ? m.detector_remove_title() : m.shelf_remove_title({ name: going.name })}
          text={m.shelf_remove_text()}
          confirm={m.shelf_remove()}
          cancel={m.cancel()}
          onDone={() => void models.remove(going)}
          onClose={() => setGoing(null)}
        />
      ) : null}
    </>
  );
}

/** Models are large and lines are shared: a fetch need not take all of one. */
function LineShare({ line, onLine }: { line: Line; onLine: (line: Line) => void }) {
  const choices: [Line, string][] = [["full", m.line_full()], ["half", m.line_half()], ["little", m.line_little()]];
  return (
    <div className="line-share">
      <Pick legend={m.line_label()} value={line} testId="line" choices={choices.map(([value, words]) => ({ value, words }))} onPick={onLine} />
      <p className="soft">{m.line_from_next()}</p>
    </div>
  );
}

/** It understands no words, so that it is no speech model; it comes from a stick like one. */
function Detector({ model, onRemove }: { model: ModelInfo; onRemove: (going: Going) => void }) {
  return (
    <div className="card offer" data-testid="detector">
      <div className="what">
        <h3>
          <Icon of={AudioLines} /> {m.detector_name()}
        </h3>
        <p>{m.detector_text()}</p>
        <p className="soft">{m.model_row({ name: model.id, size: size(model.size_bytes) })}</p>
      </div>
      <Button look="stop" icon={Trash2} onClick={() => onRemove({ id: model.id, name: m.detector_name(), detector: true })} testId="remove-detector">
        {m.shelf_remove()}
        <span className="hidden"> {m.detector_name()}</span>
      </Button>
    </div>
  );
}

/** A model that is in no catalogue: there is nothing to say of it but that it is here. */
function OwnRow({ model, whole, onRemove }: { model: ModelInfo; whole: boolean | undefined; onRemove: () => void }) {
  return (
    <li className="card offer" data-testid={`own-${model.id}`}>
      <div className="what">
        <h3>{m.model_row({ name: model.id, size: size(model.size_bytes) })}</h3>
        {whole === undefined ? null : <Say level={whole ? "good" : "block"}>{whole ? m.shelf_whole() : m.shelf_broken()}</Say>}
      </div>
      <Button look="stop" icon={Trash2} onClick={onRemove} testId={`remove-${model.id}`}>
        {m.shelf_remove()}
        <span className="hidden"> {model.id}</span>
      </Button>
    </li>
  );
}

function Bring({ models }: { models: Models }) {
  const { adding } = models;
  return (
    <section className="card" aria-labelledby="models-bring">
      <h2 id="models-bring">{m.shelf_bring()}</h2>
      <p className="soft">{m.shelf_bring_text()}</p>
      {adding?.update ? (
        <Fetching title={m.shelf_adding()} doing={adding} onStop={() => models.stop(adding.job)} />
      ) : (
        <div className="row">
          <Button icon={Plus} off={adding !== null} onClick={() => void models.add(false)} testId="model-add">
            {adding ? m.shelf_adding() : m.model_add()}
          </Button>
          <Button icon={FolderOpen} off={adding !== null} onClick={() => void models.add(true)} testId="model-add-folder">
            {m.shelf_folder()}
          </Button>
        </div>
      )}
    </section>
  );
}
