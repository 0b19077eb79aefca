// Owns one model that can be fetched: what it is good at, what it costs this computer, its acts. Refuses figures without words.
import { Download, Trash2, X } from "lucide-react";
import { Button } from "../../design/Button";
import { Say, Tag } from "../../design/Say";
import { m } from "../../paraglide/messages.js";
import type { Offer } from "../../ipc/bindings";
import { size } from "../../words/amounts";
import { tag } from "../../words/language";
import { Fetching } from "./Fetching";
import type { Models } from "./useModels";

interface Props {
  offer: Offer;
  advised: boolean;
  models: Models;
  onRemove: () => void;
}

const figure = (value: number): string => new Intl.NumberFormat(tag(), { maximumFractionDigits: value < 10 ? 1 : 0 }).format(value);

export function OfferRow({ offer, advised, models, onRemove }: Props) {
  const name = `${offer.name} ${offer.format}`;
  const doing = models.fetching.get(offer.id);
  const left = Math.max(0, offer.fetch_bytes - offer.kept_bytes);
  const begun = offer.kept_bytes > 0;
  const state = models.whole.get(offer.id);
  return (
    <li className="card" data-testid={`offer-${offer.id}`}>
      <h3>{name}</h3>
      {advised ? <Tag level="good">{m.shelf_advised()}</Tag> : null}
      <p>{offer.good_at}</p>
      <p className="soft small">
        {[
          offer.wer === null ? null : m.shelf_wer({ n: figure(offer.wer) }),
          m.shelf_memory({ size: size(offer.memory_bytes) }),
          offer.minutes === null ? null : m.shelf_minutes({ minutes: figure(offer.minutes) }),
          m.shelf_licence({ licence: offer.licence }),
        ]
          .filter((line) => line !== null)
          .join(" ")}
      </p>
      {offer.fits ? null : <Say level="warn">{m.shelf_too_large({ size: size(offer.memory_bytes) })}</Say>}
      {doing ? (
        <Fetching title={m.shelf_fetching({ name })} doing={doing} onPause={() => models.stop(doing.job)} />
      ) : offer.installed ? (
        <>
          <Say level={state === false ? "block" : "good"}>{state === undefined ? m.shelf_here_tag() : state ? m.shelf_whole() : m.shelf_broken()}</Say>
          <div className="row">
            <Button look="stop" icon={Trash2} onClick={onRemove} testId={`remove-${offer.id}`}>
              {m.shelf_remove()}
              <span className="hidden"> {name}</span>
            </Button>
          </div>
        </>
      ) : (
        <div className="row">
          <Button look={advised ? "main" : "plain"} icon={Download} onClick={() => void models.fetch(offer)} testId={`fetch-${offer.id}`}>
            {begun ? m.shelf_resume({ size: size(left) }) : m.shelf_fetch({ size: size(left) })}
            <span className="hidden"> {name}</span>
          </Button>
          {begun ? (
            <Button icon={X} onClick={() => void models.discard(offer)} testId={`discard-${offer.id}`}>
              {m.shelf_discard()}
              <span className="hidden"> {name}</span>
            </Button>
          ) : null}
        </div>
      )}
    </li>
  );
}
