// Owns the page of speech models: what is here, what suits this computer, fetching and bringing one.
// Refuses to fetch anything that nobody pressed.
import { FolderOpen, Gauge, Plus, ShieldCheck, Trash2 } from "lucide-react";
import { useEffect, useState } from "react";
import { Sure } from "../../design/Ask";
import { Button } from "../../design/Button";
import { Say } from "../../design/Say";
import { Listen } from "../../desk/Listen";
import { m } from "../../paraglide/messages.js";
import type { Offer } from "../../ipc/bindings";
import { size } from "../../words/amounts";
import { Fetching } from "./Fetching";
import { OfferRow } from "./OfferRow";
import type { Models } from "./useModels";

export function ModelShelf({ models }: { models: Models }) {
  const { shelf, adding, measuring, load } = models;
  const [all, setAll] = useState(false);
  const [going, setGoing] = useState<{ id: string; name: string } | null>(null);
  useEffect(() => void load(), [load]);
  const offers = shelf?.offers ?? [];
  const advised = (offer: Offer) => offer.id === shelf?.recommended;
  const shown = (offer: Offer) => all || offer.usual || advised(offer) || offer.kept_bytes > 0 || models.fetching.has(offer.id);
  const fetchable = offers.filter((offer) => !offer.installed && shown(offer)).sort((a, b) => Number(advised(b)) - Number(advised(a)));
  const here = offers.filter((offer) => offer.installed);
  const row = (offer: Offer) => (
    <OfferRow key={offer.id} offer={offer} advised={advised(offer)} models={models} onRemove={() => setGoing({ id: offer.id, name: `${offer.name} ${offer.format}` })} />
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
              <h2 id="models-here">{m.shelf_here()}</h2>
              {shelf && here.length + shelf.own.length === 0 ? <p>{m.no_model()}</p> : null}
              <ul className="plain">
                {here.map(row)}
                {(shelf?.own ?? []).map((model) => (
                  <li key={model.id} className="card" data-testid={`own-${model.id}`}>
                    <h3>{m.model_row({ name: model.id, size: size(model.size_bytes) })}</h3>
                    {models.whole.has(model.id) ? (
                      <Say level={models.whole.get(model.id) ? "good" : "block"}>{models.whole.get(model.id) ? m.shelf_whole() : m.shelf_broken()}</Say>
                    ) : null}
                    <div className="row">
                      <Button look="stop" icon={Trash2} onClick={() => setGoing({ id: model.id, name: model.id })} testId={`remove-${model.id}`}>
                        {m.shelf_remove()}
                        <span className="hidden"> {model.id}</span>
                      </Button>
                    </div>
                  </li>
                ))}
              </ul>
              {shelf && here.length + shelf.own.length > 0 ? (
                <Button icon={ShieldCheck} onClick={() => void models.verify()} testId="models-verify">
                  {m.shelf_verify()}
                </Button>
              ) : null}
            </section>
            <section className="card" aria-labelledby="models-bring">
              <h2 id="models-bring">{m.shelf_bring()}</h2>
              <p className="soft">{m.shelf_bring_text()}</p>
              {adding?.update ? (
                <Fetching title={m.shelf_adding()} doing={adding} onPause={() => models.stop(adding.job)} />
              ) : (
                <div className="row">
                  <Button icon={Plus} off={adding !== null} onClick={() => void models.add(false)} testId="model-add">
                    {m.model_add()}
                  </Button>
                  <Button icon={FolderOpen} off={adding !== null} onClick={() => void models.add(true)} testId="model-add-folder">
                    {m.shelf_folder()}
                  </Button>
                </div>
              )}
            </section>
            <section aria-labelledby="models-fetch">
              <h2 id="models-fetch">{m.shelf_fetchable()}</h2>
              <Button icon={Gauge} off={measuring} onClick={() => void models.measure()} testId="models-measure">
                {measuring ? m.shelf_measuring() : m.shelf_measure()}
              </Button>
              <ul className="plain">{fetchable.map(row)}</ul>
              <Button look="bare" aria-expanded={all} onClick={() => setAll(!all)} testId="models-all">
                {all ? m.shelf_fewer() : m.shelf_more()}
              </Button>
            </section>
          </div>
        </div>
      </div>
      {going ? (
        <Sure
          title={m.shelf_remove_title({ name: going.name })}
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
